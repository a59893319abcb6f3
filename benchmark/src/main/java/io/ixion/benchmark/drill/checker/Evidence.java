package io.ixion.benchmark.drill.checker;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Recorder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a verdict is founded on, taken after the load has ended and everything has come
 * to rest.
 *
 * @param history what clients did, saw and were told, in the order of its times
 * @param journal every event of every interaction
 * @param listed the interactions as the read side shows them
 * @param owned the interactions as their owners show them
 * @param waiting how many the queues say they have waiting, by queue
 * @param capacity how many interactions each agent may have at once
 */
public record Evidence(
    List<Edge> history,
    List<Entry> journal,
    Map<String, View> listed,
    Map<String, View> owned,
    Map<String, Long> waiting,
    int capacity) {

  /** How somebody shows an interaction. */
  public record View(String state, long revision, String queue) {}

  /** The events of each interaction, in the order of their numbers. */
  public Map<String, List<Entry>> lives() {
    var lives = new LinkedHashMap<String, List<Entry>>();
    for (Entry entry : journal)
      lives.computeIfAbsent(entry.ixn(), ixn -> new ArrayList<>()).add(entry);
    lives.values().forEach(life -> life.sort(Comparator.comparingLong(Entry::sequence)));
    return lives;
  }

  /** The wall clock's epoch milliseconds at a time of the history. */
  long wallMs(long t) {
    Edge start =
        history.stream()
            .filter(e -> e.is(Edge.Kind.MARK, Recorder.START))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the history has no start"));
    return Long.parseLong(start.note()) + (t - start.t()) / 1_000_000;
  }
}
