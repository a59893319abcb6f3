package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Network;
import java.io.IOException;
import java.util.Random;

/** The faults that can be drilled; the names are those of the command line. */
enum FaultKind {
  KILL_NODE("kill -9 of a node; it is started again once the others have taken over"),
  STOP_NODE("SIGTERM to a node, which is started again: one step of a rolling restart"),
  FREEZE_NODE("SIGSTOP of a node until the others have taken over, then SIGCONT"),
  PARTITION("the network of a node is cut: from the others, from the database, or from all"),
  KILL_DATABASE("kill -9 of the database server, which is started again"),
  FREEZE_DATABASE("SIGSTOP of every process of the database for some seconds");

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  /** Takes away what it needs to be survived: with one node there is nobody to take over. */
  boolean needsOthers() {
    return this == KILL_NODE || this == FREEZE_NODE || this == PARTITION;
  }

  Network network(int nodes) throws IOException {
    return this == PARTITION ? Network.Namespaces.create(nodes) : Network.loopback();
  }

  Fault choose(Cluster cluster, Random random) {
    Member victim = cluster.members().get(random.nextInt(cluster.members().size()));
    boolean others = cluster.members().size() > 1;
    return switch (this) {
      case KILL_NODE -> new NodeFaults.Kill(victim, others);
      case STOP_NODE -> new NodeFaults.Stop(victim);
      case FREEZE_NODE -> new NodeFaults.Freeze(victim, others, 3 + random.nextInt(8));
      case PARTITION -> Partition.choose(cluster, victim, random);
      case KILL_DATABASE -> new DatabaseFaults.Kill(cluster);
      case FREEZE_DATABASE -> new DatabaseFaults.Freeze(cluster, 3 + random.nextInt(10));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
