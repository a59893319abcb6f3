package io.ixion.engine.queue;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.wire.WireMessage;
import java.util.Map;
import java.util.Optional;

/**
 * News of one interaction for one queue; of two the higher revision is right.
 *
 * @param was where it was before; empty if that is not known any more
 * @param candidate the interaction as it is, or was last, in this queue
 * @param agent to whom it is offered
 * @param answers the number of the offer that the queue had asked for and that this answers
 */
public record QueueNews(
    Whereabouts whereabouts,
    Optional<Whereabouts> was,
    Candidate candidate,
    long revision,
    Optional<AgentId> agent,
    Optional<Integer> answers)
    implements WireMessage {
  /** Where an interaction is, as a queue sees it. */
  public enum Whereabouts {
    WAITING,
    OFFERED,
    GONE
  }

  /** What a change means for the queues that it concerns. */
  public static Map<QueueId, QueueNews> of(
      Optional<InteractionHeader> before, InteractionHeader after) {
    QueueId now = after.position().queue();
    Optional<InteractionHeader> elsewhere =
        before.filter(was -> !was.position().queue().equals(now));
    QueueNews here = news(before, after, now, Optional.empty());
    if (elsewhere.isEmpty()) return isNews(before, after) ? Map.of(now, here) : Map.of();
    QueueId left = elsewhere.get().position().queue();
    var leaving =
        new QueueNews(
            Whereabouts.GONE,
            Optional.of(whereabouts(elsewhere.get(), left)),
            Backlog.Entry.of(elsewhere.get()).candidate(),
            after.revision(),
            Optional.empty(),
            Optional.empty());
    boolean wasThere = leaving.was().get() != Whereabouts.GONE;
    if (whereabouts(after, now) == Whereabouts.GONE)
      return wasThere ? Map.of(left, leaving) : Map.of();
    return wasThere ? Map.of(left, leaving, now, here) : Map.of(now, here);
  }

  /** The answer to a queue that asked for an offer: the interaction as it is. */
  public static QueueNews answer(QueueId queue, int number, InteractionHeader now) {
    return news(Optional.of(now), now, queue, Optional.of(number));
  }

  private static QueueNews news(
      Optional<InteractionHeader> before,
      InteractionHeader after,
      QueueId queue,
      Optional<Integer> answers) {
    var whereabouts = whereabouts(after, queue);
    return new QueueNews(
        whereabouts,
        before.map(was -> whereabouts(was, queue)),
        Backlog.Entry.of(after).candidate(),
        after.revision(),
        after.agent().filter(agent -> whereabouts == Whereabouts.OFFERED),
        answers);
  }

  private static Whereabouts whereabouts(InteractionHeader header, QueueId queue) {
    if (!header.position().queue().equals(queue)) return Whereabouts.GONE;
    if (header.isWaiting()) return Whereabouts.WAITING;
    return header.place() instanceof Place.Offered ? Whereabouts.OFFERED : Whereabouts.GONE;
  }

  /**
   * Whether its queue would learn something: also of a change that does not move it, as long as it
   * waits or is offered; not of what becomes of it after it has left.
   */
  private static boolean isNews(Optional<InteractionHeader> before, InteractionHeader after) {
    QueueId queue = after.position().queue();
    return whereabouts(after, queue) != Whereabouts.GONE
        || before.map(was -> whereabouts(was, queue) != Whereabouts.GONE).orElse(true);
  }
}
