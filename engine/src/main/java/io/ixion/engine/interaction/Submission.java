package io.ixion.engine.interaction;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a media server says of a new interaction.
 *
 * @param externalId its id in the outside world
 * @param type e.g. Inbound, Outbound, Internal
 * @param subtype e.g. InboundNew
 * @param isOnline whether a customer is waiting live
 * @param isHeld whether it waits held, so that no agent is offered it until resumed
 * @param priority 0 to 1,000,000; higher goes first
 * @param receivedAt when the media server got it
 * @param waitCredit waiting time credited on arrival: in its queue it counts as that much older
 * @param skills minimum levels that an agent needs
 */
public record Submission(
    QueueId queue,
    MediaType mediaType,
    Optional<String> externalId,
    Optional<InteractionId> parentId,
    Optional<String> type,
    Optional<String> subtype,
    boolean isOnline,
    boolean isHeld,
    int priority,
    Optional<Instant> receivedAt,
    Duration waitCredit,
    Skills skills,
    AttachedData data) {
  public static final int MAX_PRIORITY = 1_000_000;
  public static final int MAX_TEXT = 256;
  public static final Duration MAX_WAIT_CREDIT = Duration.ofDays(366);

  public Submission {
    if (priority < 0 || priority > MAX_PRIORITY)
      throw new IllegalArgumentException(
          "priority must be 0 to " + MAX_PRIORITY + ", found " + priority);
    if (waitCredit.isNegative() || waitCredit.compareTo(MAX_WAIT_CREDIT) > 0)
      throw new IllegalArgumentException(
          "waitCredit must be PT0S to " + MAX_WAIT_CREDIT + ", found " + waitCredit);
    short256("externalId", externalId);
    short256("type", type);
    short256("subtype", subtype);
  }

  private static void short256(String what, Optional<String> text) {
    if (text.isPresent() && (text.get().isEmpty() || text.get().length() > MAX_TEXT))
      throw new IllegalArgumentException(what + " must have 1 to " + MAX_TEXT + " characters");
  }

  /** A submission with every optional part left out. */
  public static Submission of(
      QueueId queue, MediaType mediaType, int priority, Skills skills, AttachedData data) {
    return new Submission(
        queue,
        mediaType,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        priority,
        Optional.empty(),
        Duration.ZERO,
        skills,
        data);
  }
}
