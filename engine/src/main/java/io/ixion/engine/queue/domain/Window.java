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
  final String key;
  final TreeSet<Candidate> front = new TreeSet<>(Candidate.ORDER);
  private long beyond;
  private long digestBeyond;
  private long digestOfFront;
  // The first of those beyond by news: the table that a refill reads may not show them yet.
  private final TreeMap<Candidate, Long> passed = new TreeMap<>(Candidate.ORDER);

  Window(String key) {
    this.key = key;
  }

  void enters(Candidate candidate) {
    front.add(candidate);
    digestOfFront += Backlog.digest(candidate);
  }

  void leaves(Candidate candidate) {
    if (front.remove(candidate)) digestOfFront -= Backlog.digest(candidate);
  }

  /** It waits beyond the front; the first {@code most} of those are remembered. */
  void goesBeyond(Candidate candidate, long revision, int most) {
    beyond++;
    digestBeyond += Backlog.digest(candidate);
    passed.put(candidate, revision);
    if (passed.size() > most) passed.pollLastEntry();
  }

  /** It waits beyond no more. */
  void isNotBeyond(Candidate candidate) {
    passed.remove(candidate);
    if (beyond == 0) return;
    beyond--;
    digestBeyond -= Backlog.digest(candidate);
  }

  void nothingBeyond() {
    beyond = 0;
    digestBeyond = 0;
  }

  /** So many wait in all, by a complete table. */
  void corrected(long all, long digest) {
    beyond = Math.max(0, all - front.size());
    digestBeyond = digest - digestOfFront;
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

  long beyond() {
    return beyond;
  }

  long size() {
    return front.size() + beyond;
  }

  /** A sum over all that wait, which differs when they differ; see {@link Backlog#digest}. */
  long digest() {
    return digestOfFront + digestBeyond;
  }

  boolean isEmpty() {
    return front.isEmpty() && beyond == 0;
  }
}
