package io.ixion.engine.queue.actor;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.actor.QueueMessage.News;
import java.util.Optional;

/** What a change of an interaction means for its queue. */
final class QueueNews {
  private QueueNews() {}

  /** The news for one queue. */
  static News of(InteractionHeader interaction, QueueId queue) {
    var whereabouts = QueueMessage.Whereabouts.GONE;
    if (interaction.position().queue().equals(queue)) {
      if (interaction.isWaiting()) whereabouts = QueueMessage.Whereabouts.WAITING;
      if (interaction.place() instanceof Place.Offered)
        whereabouts = QueueMessage.Whereabouts.OFFERED;
    }
    Backlog.Entry entry = Backlog.Entry.of(interaction);
    return new News(whereabouts, entry.candidate(), entry.revision());
  }

  /** Whether the queue would learn something new. */
  static boolean isNews(Optional<InteractionHeader> before, InteractionHeader after) {
    if (before.isEmpty()) return after.isWaiting();
    InteractionHeader was = before.get();
    return was.isWaiting() != after.isWaiting()
        || !was.place().getClass().equals(after.place().getClass())
        || was.position().placement() != after.position().placement();
  }
}
