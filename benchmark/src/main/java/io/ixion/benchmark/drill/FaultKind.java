package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.LateNetwork;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Network;
import io.ixion.benchmark.drill.history.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The faults that can be drilled; the names are those of the command line. */
enum FaultKind {
  KILL_NODE("kill -9 of a node; it is started again once the others have taken over"),
  KILL_TWO("kill -9 of two nodes at the same moment; they are started again afterwards"),
  KILL_ALL("kill -9 of every node at the same moment; they are started again"),
  STOP_NODE("SIGTERM to a node, which is started again: one step of a rolling restart"),
  ROLL("a rolling restart: SIGTERM to every node, the next 5 s after the last is ready again"),
  FREEZE_NODE("SIGSTOP of a node until the others have taken over, then SIGCONT"),
  PARTITION("the network of a node is cut: from the others, from the database, or from all"),
  DELAY("what nodes and database send one another is late by 150 to 250 ms for some seconds"),
  KILL_DATABASE("kill -9 of the database server, which is started again"),
  KILL_BACKEND("kill -9 of one process of the database server, which ends all and recovers"),
  FREEZE_DATABASE("SIGSTOP of every process of the database for some seconds"),
  FILL_DISK("nothing more fits on the disk of the database for some seconds");

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  Network network(int nodes) throws IOException {
    return switch (this) {
      case PARTITION -> Network.Namespaces.create(nodes);
      case DELAY -> new LateNetwork();
      default -> Network.loopback();
    };
  }

  /** Whether it hurts one node that can be chosen. */
  boolean hasVictim() {
    return this == KILL_NODE || this == STOP_NODE || this == FREEZE_NODE || this == PARTITION;
  }

  /** Whether it lasts for a time that can be chosen. */
  boolean hasLength() {
    return switch (this) {
      case FREEZE_NODE, PARTITION, DELAY, KILL_DATABASE, FREEZE_DATABASE, FILL_DISK -> true;
      default -> false;
    };
  }

  /** Whether it is the database that is away. */
  boolean isOfDatabase() {
    return switch (this) {
      case KILL_DATABASE, FREEZE_DATABASE, KILL_BACKEND, FILL_DISK -> true;
      default -> false;
    };
  }

  /** The database gets a disk of its own where that is what is broken. */
  SmallDisk disk(Path directory) throws IOException {
    return this == FILL_DISK ? SmallDisk.mount(directory) : SmallDisk.shared(directory);
  }

  Fault choose(
      Cluster cluster, SmallDisk disk, DrillOptions options, Recorder recorder, Random random)
      throws IOException {
    Member victim = options.victim(cluster, random);
    boolean others = cluster.members().size() > 1;
    return switch (this) {
      case KILL_NODE ->
          options.at().isPresent()
              ? new KillAt(cluster, recorder, options.at().get(), random)
              : new NodeFaults.Kill(victim, others);
      case KILL_TWO -> {
        var nodes = new ArrayList<>(cluster.members());
        nodes.remove(victim);
        Collections.shuffle(nodes, random);
        boolean survivor = nodes.size() > 1;
        yield new NodeFaults.KillMany(
            nodes.isEmpty() ? List.of(victim) : List.of(victim, nodes.get(0)), survivor);
      }
      case KILL_ALL -> new NodeFaults.KillMany(cluster.members(), false);
      case ROLL -> NodeFaults.Roll.youngestFirst(cluster.members());
      case STOP_NODE -> new NodeFaults.Stop(victim);
      case FREEZE_NODE -> new NodeFaults.Freeze(victim, others, options.lasts(random, 3, 11));
      case PARTITION -> Partition.choose(cluster, victim, options, random);
      case DELAY -> new Delay(cluster, options.lasts(random, 5, 15));
      case KILL_DATABASE ->
          new DatabaseFaults.Kill(cluster, options.outage().orElse(Duration.ZERO));
      case KILL_BACKEND -> new DatabaseFaults.KillBackend(cluster, random.nextInt(1_000));
      case FREEZE_DATABASE -> new DatabaseFaults.Freeze(cluster, options.lasts(random, 3, 13));
      case FILL_DISK -> new DatabaseFaults.Fill(cluster, disk, options.lasts(random, 3, 13));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
