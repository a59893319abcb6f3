package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the nodes used while something was broken, compared with the calm just before: whether they
 * spin or grow. Only processes that live at both ends are counted.
 *
 * @param cores used by all nodes together in the calm
 * @param coresBroken the same while it was broken
 * @param grownMb of the one whose resident memory grew most while it was broken
 */
record ResourceUse(long brokenMs, double cores, double coresBroken, long grownMb) {
  private static final long MB = 1024 * 1024;

  /** What every node had used at one instant. */
  record Reading(long nanos, List<Usage> nodes) {
    static Reading of(Cluster cluster) {
      return new Reading(System.nanoTime(), cluster.members().stream().map(Member::usage).toList());
    }

    private Map<Long, Usage> byProcess() {
      return nodes.stream().collect(Collectors.toMap(Usage::pid, Function.identity()));
    }
  }

  static ResourceUse of(Reading calm, Reading broken, Reading end) {
    Map<Long, Usage> before = broken.byProcess();
    long grown =
        end.nodes().stream()
            .filter(node -> node.memoryBytes() > 0 && before.containsKey(node.pid()))
            .mapToLong(node -> (node.memoryBytes() - before.get(node.pid()).memoryBytes()) / MB)
            .max()
            .orElse(0);
    return new ResourceUse(
        (end.nanos() - broken.nanos()) / 1_000_000, cores(calm, broken), cores(broken, end), grown);
  }

  private static double cores(Reading from, Reading to) {
    Map<Long, Usage> before = from.byProcess();
    long used =
        to.nodes().stream()
            .filter(node -> before.containsKey(node.pid()))
            .mapToLong(node -> node.cpu().minus(before.get(node.pid()).cpu()).toNanos())
            .filter(nanos -> nanos > 0)
            .sum();
    return (double) used / Math.max(1, to.nanos() - from.nanos());
  }

  void into(ObjectNode json) {
    json.put("broken_ms", brokenMs).put("cpu_s_broken", round(coresBroken * brokenMs / 1_000));
    json.put("cores_calm", round(cores)).put("cores_broken", round(coresBroken));
    json.put("memory_grown_mb", grownMb);
  }

  private static double round(double number) {
    return Math.round(number * 100) / 100.0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "broken for %d ms, in which the nodes used %.2f cores (%.2f before); memory of a node grew by at most %d MB",
        brokenMs,
        coresBroken,
        cores,
        grownMb);
  }
}
