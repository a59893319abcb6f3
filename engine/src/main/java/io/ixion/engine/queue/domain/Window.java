package io.ixion.engine.queue.domain;

import io.ixion.engine.routing.Candidate;
import java.util.TreeSet;

/**
 * The front of one class of waiting interactions. What waits beyond it is only counted; all of that
 * sorts after the last one of the front.
 */
final class Window {
  final TreeSet<Candidate> front = new TreeSet<>(Candidate.ORDER);
  long beyond;

  /**
   * Whether this one belongs into the front: before its end, or at its end if nothing is beyond.
   */
  boolean belongsInside(Candidate candidate, boolean full) {
    if (!front.isEmpty() && Candidate.ORDER.compare(candidate, front.last()) < 0) return true;
    return beyond == 0 && !full;
  }

  long size() {
    return front.size() + beyond;
  }

  boolean isEmpty() {
    return front.isEmpty() && beyond == 0;
  }
}
