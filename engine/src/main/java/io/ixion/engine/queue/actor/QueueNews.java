package io.ixion.engine.queue.actor;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.actor.QueueMessage.News;
import java.util.Optional;

/** What a change of an interaction means for its queue. */
final class QueueNews {
  private QueueNews() {}

  /** The news for one queue. */
  static News of(Interaction interaction, QueueId queue) {
    var whereabouts = QueueMessage.Whereabouts.GONE;
    if (interaction.position().queue().equals(queue)) {
      if (interaction.isWaiting()) whereabouts = QueueMessage.Whereabouts.WAITING;
      if (interaction.place() instanceof Interaction.Offered)
        whereabouts = QueueMessage.Whereabouts.OFFERED;
    }
    Backlog.Entry entry = Backlog.Entry.of(interaction);
    return new News(whereabouts, entry.candidate(), entry.revision());
  }

  /** Whether the queue would learn something new. */
  static boolean isNews(Optional<Interaction> before, Interaction after) {
    if (before.isEmpty()) return after.isWaiting();
    Interaction was = before.get();
    return was.isWaiting() != after.isWaiting()
        || !was.place().getClass().equals(after.place().getClass())
        || was.position().placement() != after.position().placement();
  }
}
