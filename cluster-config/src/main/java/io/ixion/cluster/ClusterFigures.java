package io.ixion.cluster;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The members of the cluster as a node sees them just now. */
public final class ClusterFigures {
  private static final Map<String, MemberStatus> STATUSES =
      List.of(
              MemberStatus.joining(),
              MemberStatus.weaklyUp(),
              MemberStatus.up(),
              MemberStatus.leaving(),
              MemberStatus.exiting(),
              MemberStatus.down())
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  status -> status.toString().toLowerCase(Locale.ROOT), Function.identity()));

  private final Cluster cluster;

  public ClusterFigures(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  /** The words for what a member can be: joining, weaklyup, up, leaving, exiting, down. */
  public static List<String> statuses() {
    return STATUSES.keySet().stream().sorted().toList();
  }

  public long members(String status) {
    MemberStatus wanted = STATUSES.get(status);
    long count = 0;
    for (Member member : cluster.state().getMembers()) if (member.status().equals(wanted)) count++;
    return count;
  }

  /** Whether this node is the oldest that is up, and so owns the singletons: 1, else 0. */
  public int oldest() {
    Member self = cluster.selfMember();
    if (!self.status().equals(MemberStatus.up())) return 0;
    for (Member member : cluster.state().getMembers()) if (member.isOlderThan(self)) return 0;
    return 1;
  }

  /** Members that this node, or another, cannot reach. */
  public long unreachable() {
    return cluster.state().getUnreachable().size();
  }
}
