package io.ixion.http.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One line for what may happen a thousand times a second, with how often it did. Thread-safe; the
 * caller brings the time by calling {@link #flush} once a second.
 */
public final class OncePerSecond {
  private static final int MOST_KINDS = 100;

  private final Consumer<String> log;
  private final Map<String, Line> lines = new TreeMap<>();

  private record Line(String latest, long count) {}

  public OncePerSecond(Consumer<String> log) {
    this.log = log;
  }

  /**
   * @param kind what is counted together
   * @param latest what is told of the latest of them
   */
  public synchronized void add(String kind, String latest) {
    Line before = lines.get(kind);
    if (before == null && lines.size() >= MOST_KINDS) return;
    lines.put(kind, new Line(latest, before == null ? 1 : before.count() + 1));
  }

  public synchronized void flush() {
    lines.forEach(
        (kind, line) ->
            log.accept(line.count() + " requests " + kind + ", the last: " + line.latest()));
    lines.clear();
  }
}
