package io.ixion.benchmark.drill.evidence;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.benchmark.drill.history.Recorder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
    List<JournalEntry> journal,
    Map<String, View> listed,
    Map<String, View> owned,
    Map<String, Long> waiting,
    int capacity) {

  /** How somebody shows an interaction. */
  public record View(String state, long revision, String queue) {}

  /** The events of each interaction, in the order of their numbers. */
  public Map<String, List<JournalEntry>> lives() {
    var lives = new LinkedHashMap<String, List<JournalEntry>>();
    for (JournalEntry entry : journal)
      lives.computeIfAbsent(entry.ixn(), ixn -> new ArrayList<>()).add(entry);
    lives.values().forEach(life -> life.sort(Comparator.comparingLong(JournalEntry::sequence)));
    return lives;
  }

  /** The wall clock's epoch milliseconds at a time of the history. */
  public long wallMs(long t) {
    return wall().ms(t);
  }

  /** Makes wall times of the history's own. */
  Wall wall() {
    var marks = new TreeMap<Long, Long>();
    for (Edge edge : history)
      if (edge.is(Kind.MARK, Recorder.START) || edge.is(Kind.MARK, Recorder.CLOCK))
        marks.put(edge.t(), Long.parseLong(edge.note()));
    if (marks.isEmpty()) throw new IllegalArgumentException("the history has no start");
    return new Wall(marks);
  }

  /** What the wall clock showed at some times of the history. */
  record Wall(NavigableMap<Long, Long> marks) {
    /** The wall clock's epoch milliseconds at a time of the history. */
    long ms(long t) {
      Map.Entry<Long, Long> mark = marks.floorEntry(t);
      if (mark == null) mark = marks.firstEntry();
      return mark.getValue() + Math.floorDiv(t - mark.getKey(), 1_000_000L);
    }
  }
}
