package io.ixion.http.interaction;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Submission;
import io.ixion.http.json.Fields;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a submit. */
final class SubmissionJson {
  private SubmissionJson() {}

  static Submission read(Map<String, Object> body) {
    var in = new Fields(body);
    Optional<QueueId> queue = in.required("queue", QueueId::new);
    Optional<MediaType> mediaType = in.required("mediaType", MediaType::new);
    Optional<String> externalId = in.text("externalId", Submission.MAX_TEXT);
    Optional<InteractionId> parentId = in.value("parentId", InteractionId::new);
    Optional<String> type = in.text("type", Submission.MAX_TEXT);
    Optional<String> subtype = in.text("subtype", Submission.MAX_TEXT);
    boolean isOnline = in.flag("isOnline", false);
    boolean isHeld = in.flag("isHeld", false);
    int priority = in.number("priority", 0, Submission.MAX_PRIORITY, 0);
    var receivedAt = in.time("receivedAt");
    Duration waitCredit = in.duration("waitCredit", Duration.ZERO);
    if (waitCredit.isNegative() || waitCredit.compareTo(Submission.MAX_WAIT_CREDIT) > 0)
      in.broken(
          "waitCredit", "expected PT0S to " + Submission.MAX_WAIT_CREDIT + "; found " + waitCredit);
    var skills =
        in.read("skills", in.numbers("skills", Skills.MAX_SKILLS, 1, Skills.MAX_LEVEL), Skills::of);
    var data = in.read("data", in.object("data"), SubmissionJson::data);
    in.end();
    return new Submission(
        queue.orElseThrow(),
        mediaType.orElseThrow(),
        externalId,
        parentId,
        type,
        subtype,
        isOnline,
        isHeld,
        priority,
        receivedAt,
        waitCredit,
        skills.orElseThrow(),
        data.orElseThrow());
  }

  /** Attached data holds no null: as in a merge patch, a key that is null is a key left out. */
  private static AttachedData data(Map<String, Object> values) {
    if (!hasNull(values)) return new AttachedData(values);
    return AttachedData.EMPTY.merged(new AttachedData(values));
  }

  private static boolean hasNull(Map<?, ?> values) {
    for (Object value : values.values())
      if (value == null || (value instanceof Map<?, ?> nested && hasNull(nested))) return true;
    return false;
  }
}
