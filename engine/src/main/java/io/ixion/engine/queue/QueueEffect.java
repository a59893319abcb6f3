package io.ixion.engine.queue;

import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows from a decision of a queue. */
public sealed interface QueueEffect extends Effect {
  /**
   * News for the router.
   *
   * @param sequence counts the tellings of this life of the queue
   * @param whole whether it is all that the router may propose
   */
  record TellRouter(long sequence, boolean whole, List<Candidate> waiting, List<InteractionId> gone)
      implements QueueEffect {}

  /** A proposal of the router came to its end. */
  record Settled(Match match, boolean taken) implements QueueEffect {}

  /** Asks the agent to keep a place free; asked again until it is answered. */
  record Reserve(Match match, MediaType medium) implements QueueEffect {}

  /** Gives the place back. */
  record GiveBack(Match match) implements QueueEffect {}

  /** Asks the interaction to offer itself; its news is the answer, asked for until it comes. */
  record Offer(Match match) implements QueueEffect {}

  /**
   * Compares the line with the interaction table.
   *
   * @param first whether the queue cannot do anything before it has read
   * @param since what is learned after this tick of the line is newer than the table
   * @param known the classes as the line has them
   */
  record ReadTable(boolean first, long since, Map<String, Backlog.WaitingClass> known)
      implements QueueEffect {}

  /** Reads more of a class, on from the last one that is in memory. */
  record ReadMore(String key, Optional<Candidate> after, int limit, int attempt)
      implements QueueEffect {}

  /** Something of the queue's own is to be done later. */
  record Later(Timer timer, Duration delay) implements QueueEffect {}

  /** What a queue does when its time has come. */
  sealed interface Timer {}

  /** Compares the line with the table. */
  record Sweep(int number) implements Timer {}

  /** Reads more of a class. */
  record Refill(String key, int attempt) implements Timer {}

  /** Looks after calls that were not answered. */
  record Calls() implements Timer {}
}
