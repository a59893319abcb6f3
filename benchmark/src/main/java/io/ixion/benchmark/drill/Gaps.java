package io.ixion.benchmark.drill;

import io.ixion.benchmark.drill.evidence.Evidence;
import io.ixion.benchmark.drill.evidence.JournalEntry;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long a fault kept clients waiting. Pure.
 *
 * @param longestMs from the first attempt of any operation to its acknowledgement, of those begun
 *     while it was broken
 * @param returnMs the same, of those begun after the mending: what the return of a node costs
 * @param calmMs as the longest, of interactions that the fault did not touch: one entity wrote them
 *     from before the fault to the end, and every attempt was answered
 * @param affected interactions of which an attempt was not answered
 * @param silenceMs longest time in which nothing at all was acknowledged to anybody
 * @param offerMs longest time from an acknowledged submit to its first offer
 * @param recoveryMs from the mending until every part of the cluster had acknowledged a change
 * @param operations that were acknowledged after the fault began
 * @param unanswered attempts that got no answer, or one that says to repeat them
 */
record Gaps(
    long longestMs,
    long returnMs,
    long calmMs,
    long affected,
    long silenceMs,
    long offerMs,
    long recoveryMs,
    long operations,
    long unanswered) {
  private static final Set<String> MEASURED = Set.of("submit", "accept", "stop", "probe");

  /** From the fault's beginning to the end of the load. */
  static Gaps of(Evidence evidence) {
    List<Edge> history = evidence.history();
    long from = mark(history, "inject", 0);
    long to = mark(history, "ending", Long.MAX_VALUE);
    Map<String, String> ids = ids(history);
    Set<String> hurt = hurt(history, from, ids);
    Set<String> stayed = stayed(evidence, from);
    var begun = new HashMap<String, Long>();
    long mended = mark(history, "mended", Long.MAX_VALUE);
    long longest = 0;
    long back = 0;
    long calm = 0;
    long operations = 0;
    long unanswered = 0;
    var acknowledged = new ArrayList<Long>(List.of(from));
    for (Edge edge : history) {
      if (!MEASURED.contains(edge.op())) continue;
      if (edge.kind() == Kind.INVOKE) begun.putIfAbsent(edge.op() + edge.key(), edge.t());
      if (edge.t() < from) continue;
      if (edge.kind() == Kind.INFO) unanswered++;
      if (edge.kind() != Kind.OK) continue;
      long since = begun.getOrDefault(edge.op() + edge.key(), edge.t());
      long gap = edge.t() - since;
      if (since >= mended) back = Math.max(back, gap);
      else {
        longest = Math.max(longest, gap);
        if (stayed.contains(edge.ixn()) && !hurt.contains(edge.ixn())) calm = Math.max(calm, gap);
      }
      operations++;
      if (edge.t() < to) acknowledged.add(edge.t());
    }
    return new Gaps(
        ms(longest),
        ms(back),
        ms(calm),
        hurt.size(),
        ms(longestStep(acknowledged)),
        ms(toOffer(history, from)),
        ms(recovery(history)),
        operations,
        unanswered);
  }

  private static long ms(long nanos) {
    return nanos / 1_000_000;
  }

  private static long mark(List<Edge> history, String name, long otherwise) {
    return history.stream()
        .filter(e -> e.is(Kind.MARK, name))
        .mapToLong(Edge::t)
        .findFirst()
        .orElse(otherwise);
  }

  private static Map<String, String> ids(List<Edge> history) {
    var ids = new HashMap<String, String>();
    for (Edge edge : history) if (edge.is(Kind.OK, "submit")) ids.put(edge.key(), edge.ixn());
    return ids;
  }

  private static Set<String> hurt(List<Edge> history, long from, Map<String, String> ids) {
    var hurt = new HashSet<String>();
    for (Edge edge : history)
      if (edge.kind() == Kind.INFO && edge.t() >= from && MEASURED.contains(edge.op()))
        hurt.add(edge.ixn().isEmpty() ? ids.getOrDefault(edge.key(), edge.key()) : edge.ixn());
    return hurt;
  }

  /** Those whose owner was there before the fault and wrote everything that came after it. */
  private static Set<String> stayed(Evidence evidence, long from) {
    long began = evidence.wallMs(from);
    var stayed = new HashSet<String>();
    evidence
        .lives()
        .forEach(
            (ixn, life) -> {
              var since = new HashSet<String>();
              for (JournalEntry entry : life)
                if (entry.writtenMs() >= began) since.add(entry.writer());
              if (since.equals(lastBefore(life, began))) stayed.add(ixn);
            });
    return stayed;
  }

  private static Set<String> lastBefore(List<JournalEntry> life, long began) {
    String last = "";
    for (JournalEntry entry : life) if (entry.writtenMs() < began) last = entry.writer();
    return Set.of(last);
  }

  private static long longestStep(List<Long> times) {
    Collections.sort(times);
    long longest = 0;
    for (int i = 1; i < times.size(); i++)
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    return longest;
  }

  /** Every probe once. */
  private static long recovery(List<Edge> history) {
    long mended = mark(history, "mended", Long.MAX_VALUE);
    var well = new HashMap<String, Long>();
    for (Edge edge : history) {
      if (edge.is(Kind.OK, "probe") && edge.t() > mended) well.putIfAbsent(edge.ixn(), edge.t());
    }
    return well.values().stream().mapToLong(t -> t - mended).max().orElse(0);
  }

  private static long toOffer(List<Edge> history, long from) {
    var submitted = new HashMap<String, Long>();
    for (Edge edge : history)
      if (edge.is(Kind.OK, "submit")) submitted.putIfAbsent(edge.ixn(), edge.t());
    var seen = new HashSet<String>();
    long longest = 0;
    for (Edge edge : history) {
      if (!edge.is(Kind.TOLD, "offer") || !seen.add(edge.ixn()) || edge.t() < from) continue;
      longest = Math.max(longest, edge.t() - submitted.getOrDefault(edge.ixn(), edge.t()));
    }
    return longest;
  }
}
