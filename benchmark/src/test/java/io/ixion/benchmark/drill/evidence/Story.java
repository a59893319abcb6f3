package io.ixion.benchmark.drill.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.benchmark.drill.history.Recorder;
import io.ixion.judge.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A good history of some interactions, one after the other, each submitted, offered, accepted and
 * stopped; to be spoilt by a test in one place.
 */
final class Story {
  static final long START_MS = 1_700_000_000_000L;
  static final int EACH_MS = 2_000;

  final List<Edge> history = new ArrayList<>();
  final List<JournalEntry> journal = new ArrayList<>();
  final Map<String, Evidence.View> listed = new HashMap<>();
  final Map<String, Evidence.View> owned = new HashMap<>();
  final Map<String, Long> waiting = new HashMap<>(Map.of("work", 0L));
  private long sequence;

  static Story of(int interactions) {
    var story = new Story();
    story.history.add(Edge.mark(Recorder.START, Long.toString(START_MS)));
    for (int i = 1; i <= interactions; i++) story.live("i" + i, i * EACH_MS);
    return story;
  }

  private void live(String ixn, int ms) {
    String agent = ms / EACH_MS % 2 == 0 ? "ana" : "ben";
    sequence = 0;
    operation("submit", ixn, "", "", ms, 1);
    write(ixn, ms, "submitted").put("queue", "work").put("priority", 0).put("attempt", ixn + "-s");
    write(ixn, ms + 100, "offered").put("number", 1).put("agent", agent);
    add(Edge.told(agent, "offer", ixn, offer(ixn, 1), ""), ms + 110);
    operation("accept", ixn, agent, offer(ixn, 1), ms + 200, 3);
    write(ixn, ms + 200, "accepted").put("number", 1).put("agent", agent);
    operation("stop", ixn, agent, "", ms + 700, 4);
    write(ixn, ms + 700, "stopped").put("attempt", ixn + "-e");
    listed.put(ixn, new Evidence.View("stopped", 4, "work"));
    owned.put(ixn, new Evidence.View("stopped", 4, "work"));
  }

  static String offer(String ixn, int number) {
    return "off_" + ixn + "_" + number;
  }

  void operation(String op, String ixn, String agent, String offer, int ms, long revision) {
    Edge begun = Edge.invoke("client", op, ixn, "key-" + op + "-" + ixn, agent, offer, 1);
    add(begun, ms - 20);
    add(begun.ended(Kind.OK, ixn, 200, revision, ""), ms + 20);
  }

  void add(Edge edge, int ms) {
    history.add(edge.at(ms * 1_000_000L));
  }

  /** The next event of the interaction, to be filled by the caller. */
  ObjectNode write(String ixn, int ms, String type) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("type", type).put("at", Instant.ofEpochMilli(START_MS + ms).toString());
    journal.add(new JournalEntry(ixn, ++sequence, "writer-1", START_MS + ms, event));
    return event;
  }

  JournalEntry entry(String ixn, String type) {
    return journal.stream()
        .filter(e -> e.ixn().equals(ixn) && e.is(type))
        .findFirst()
        .orElseThrow();
  }

  ObjectNode event(String ixn, String type) {
    return (ObjectNode) entry(ixn, type).event();
  }

  void replace(JournalEntry old, JournalEntry by) {
    journal.set(journal.indexOf(old), by);
  }

  Edge edge(Kind kind, String op, String ixn) {
    return history.stream()
        .filter(e -> e.is(kind, op) && e.ixn().equals(ixn))
        .findFirst()
        .orElseThrow();
  }

  Verdict verdict() {
    return DrillJudgement.judge(new Evidence(history, journal, listed, owned, waiting, 1));
  }
}
