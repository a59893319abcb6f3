package io.ixion.engine.queue.actor;

import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.kernel.AgentId;
import io.ixion.engine.kernel.QueueId;
import io.ixion.engine.queue.actor.QueueMessage.News;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a change of an interaction means for its queue. */
final class Whereabouts {
  private Whereabouts() {}

  /** The news for one queue. */
  static News of(Interaction interaction, QueueId queue) {
    var whereabouts = QueueMessage.Whereabouts.GONE;
    if (interaction.position().queue().equals(queue)) {
      if (interaction.isWaiting()) whereabouts = QueueMessage.Whereabouts.WAITING;
      if (interaction.place() instanceof Interaction.Offered)
        whereabouts = QueueMessage.Whereabouts.OFFERED;
    }
    return new News(whereabouts, candidate(interaction), interaction.revision());
  }

  /** Whether the queue would learn something new. */
  static boolean isNews(Optional<Interaction> before, Interaction after) {
    if (before.isEmpty()) return after.isWaiting();
    Interaction was = before.get();
    return was.isWaiting() != after.isWaiting()
        || !was.place().getClass().equals(after.place().getClass())
        || was.position().placement() != after.position().placement();
  }

  private static Candidate candidate(Interaction interaction) {
    Map<AgentId, Instant> avoided = new HashMap<>();
    interaction.avoided().forEach(one -> avoided.put(one.agent(), one.until()));
    return new Candidate(
        interaction.id(),
        interaction.position().queue(),
        interaction.position().placement(),
        new Requirement(interaction.profile().mediaType(), interaction.profile().skills()),
        interaction.profile().priority(),
        interaction.waitingSince(),
        avoided);
  }
}
