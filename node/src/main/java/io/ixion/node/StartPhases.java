package io.ixion.node;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long each phase of a start took, in milliseconds, one after the other; the first is what the
 * JVM and the command line took before it. Written to the log in one line.
 */
final class StartPhases {
  private final Map<String, Long> phases = new LinkedHashMap<>();
  private long before = System.nanoTime();

  StartPhases() {
    phases.put(
        "jvm", System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /** The phase that began with the end of the one before has ended. */
  void done(String phase) {
    long now = System.nanoTime();
    phases.put(phase, (now - before) / 1_000_000);
    before = now;
  }

  @Override
  public String toString() {
    long total = phases.values().stream().mapToLong(Long::longValue).sum();
    return "ready after "
        + total
        + " ms: "
        + phases.entrySet().stream()
            .map(phase -> phase.getKey() + " " + phase.getValue())
            .collect(Collectors.joining(", "));
  }
}
