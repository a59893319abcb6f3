package io.ixion.engine.routing;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of what a queue tells the router.
 *
 * @param sequence counts the tellings of the queue
 * @param part counted from 0, as a long telling travels in several messages
 * @param whole whether all parts together are all that the queue has to offer now
 */
public record RouterNews(
    QueueId queue,
    long sequence,
    int part,
    int parts,
    boolean whole,
    List<Candidate> waiting,
    List<InteractionId> gone) {
  public RouterNews {
    waiting = List.copyOf(waiting);
    gone = List.copyOf(gone);
  }

  /** A telling of any length in parts of at most {@code chunk}. */
  public static List<RouterNews> parts(
      QueueId queue,
      long sequence,
      boolean whole,
      List<Candidate> waiting,
      List<InteractionId> gone,
      int chunk) {
    int parts = Math.max(1, (Math.max(waiting.size(), gone.size()) + chunk - 1) / chunk);
    var all = new ArrayList<RouterNews>(parts);
    for (int part = 0; part < parts; part++)
      all.add(
          new RouterNews(
              queue,
              sequence,
              part,
              parts,
              whole,
              slice(waiting, part, chunk),
              slice(gone, part, chunk)));
    return all;
  }

  private static <T> List<T> slice(List<T> all, int part, int chunk) {
    int from = Math.min(all.size(), part * chunk);
    return all.subList(from, Math.min(all.size(), from + chunk));
  }
}
