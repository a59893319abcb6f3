package io.ixion.node;

import io.ixion.cluster.ClusterFigures;
import io.ixion.cluster.downing.DowningFigures;
import io.ixion.cluster.downing.domain.Reason;
import io.ixion.http.operations.Metrics;
import java.util.Locale;

/** What a node knows of the others, and what it did because of them. */
public final class ClusterMetrics {
  private ClusterMetrics() {}

  /** Shows them from now on. */
  public static void show(Metrics metrics, ClusterFigures cluster, DowningFigures downing) {
    for (String status : ClusterFigures.statuses())
      metrics.gauge(
          "cluster.members",
          "Members of the cluster as this node sees them",
          "status",
          status,
          () -> cluster.members(status));
    metrics.gauge(
        "cluster.unreachable", "Members that some node cannot reach", cluster::unreachable);
    metrics.gauge(
        "cluster.oldest",
        "1 if this node is the oldest, which owns the singletons, else 0",
        cluster::oldest);
    metrics.counter(
        "downing.sessions", "Lock sessions; more than one: some were lost", downing::sessions);
    metrics.counter("downing.downs", "Members that this node fenced and downed", downing::downs);
    metrics.counter(
        "downing.failed.fences",
        "Fences that the database did not complete",
        downing::failedFences);
    for (Reason reason : Reason.values()) {
      String word = reason.name().toLowerCase(Locale.ROOT);
      metrics.counter(
          "downing.fences",
          "Decisions to fence a member",
          "reason",
          word,
          () -> downing.fences(reason));
      metrics.counter(
          "downing.waits",
          "Decisions not to fence a member, or not yet",
          "reason",
          word,
          () -> downing.waits(reason));
    }
  }
}
