package io.ixion.engine.queue.domain;

import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The front of one class of waiting interactions. What waits beyond it is only counted; all of that
 * sorts after the last one of the front.
 */
final class Window {
  final TreeSet<Candidate> front = new TreeSet<>(Candidate.ORDER);
  long beyond;

  // The first of those beyond by news: the table that a refill reads may not show them yet.
  private final TreeMap<Candidate, Long> passed = new TreeMap<>(Candidate.ORDER);

  /** It waits beyond the front; the first {@code most} of those are remembered. */
  void goesBeyond(Candidate candidate, long revision, int most) {
    beyond++;
    passed.put(candidate, revision);
    if (passed.size() > most) passed.pollLastEntry();
  }

  /** It waits beyond no more. */
  void isNotBeyond(Candidate candidate) {
    beyond = Math.max(0, beyond - 1);
    passed.remove(candidate);
  }

  void forgetPassed(Candidate candidate) {
    passed.remove(candidate);
  }

  /** A page of the table, with those who sort among it and whom it lacks. */
  List<Backlog.Entry> completed(List<Backlog.Entry> page) {
    var all = new TreeMap<Candidate, Long>(Candidate.ORDER);
    all.putAll(
        page.isEmpty() ? passed : passed.headMap(page.get(page.size() - 1).candidate(), true));
    page.forEach(entry -> all.merge(entry.candidate(), entry.revision(), Math::max));
    var entries = new ArrayList<Backlog.Entry>(all.size());
    all.forEach((candidate, revision) -> entries.add(new Backlog.Entry(candidate, revision)));
    return entries;
  }

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
