package io.ixion.benchmark.drill;

import static java.util.stream.Collectors.joining;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Faults of one node's process. */
final class NodeFaults {
  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(60);

  private NodeFaults() {}

  private static String name(Member node) {
    return "node " + node.number() + " (pid " + node.pid() + ")";
  }

  /** A name that says whether it is the oldest, as long as it can be asked. */
  private static String rank(Member node) {
    return name(node) + (node.isOldest() ? ", the oldest" : ", not the oldest");
  }

  /** Dead at once, without a word to anybody. */
  record Kill(Member node, boolean outlived) implements Fault {
    @Override
    public String describe() {
      return "kill -9 of " + rank(node);
    }

    @Override
    public String inject() throws IOException {
      long began = System.nanoTime();
      node.signal("KILL");
      if (!node.ends(DEATH)) throw new IOException(name(node) + " survived kill -9");
      return name(node) + " dead after " + (System.nanoTime() - began) / 1_000_000 + " ms";
    }

    @Override
    public Duration atLeast() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String heal() throws IOException {
      node.start();
      return "started again as pid " + node.pid();
    }
  }

  /** Several dead at once. */
  record KillMany(List<Member> nodes, boolean outlived) implements Fault {
    @Override
    public String describe() {
      return "kill -9 of " + nodes.stream().map(NodeFaults::rank).collect(joining("; "));
    }

    @Override
    public String inject() throws IOException {
      for (Member node : nodes) node.signal("KILL");
      for (Member node : nodes)
        if (!node.ends(DEATH)) throw new IOException(name(node) + " survived kill -9");
      return nodes.size() + " nodes dead";
    }

    @Override
    public Duration atLeast() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String heal() throws IOException {
      for (Member node : nodes) node.start();
      return "started again as pids "
          + nodes.stream().map(node -> Long.toString(node.pid())).collect(joining(", "));
    }
  }

  /**
   * Every node is told to stop and started again, the next one soon after it is ready. The oldest
   * comes last: singletons and coordinators move once then.
   */
  record Roll(List<Member> nodes) implements Fault {
    static Roll youngestFirst(List<Member> all) {
      var nodes = new ArrayList<>(all);
      nodes.sort(Comparator.comparingLong(Member::startedAt).reversed());
      return new Roll(nodes);
    }

    @Override
    public String describe() {
      return "SIGTERM to "
          + nodes.stream().map(NodeFaults::name).collect(joining(", "))
          + ", one after the other";
    }

    @Override
    public String inject() throws IOException {
      var took = new ArrayList<String>();
      for (Member node : nodes) {
        long began = System.nanoTime();
        node.signal("TERM");
        if (!node.ends(STOP)) throw new IOException(name(node) + " does not stop in " + STOP);
        took.add((System.nanoTime() - began) / 1_000_000 + " ms");
        node.start();
        node.awaitReady(Cluster.START_LIMIT);
        Signals.pause(SETTLE.toMillis());
      }
      return "every node had ended, after " + String.join(", ", took) + ", and was started again";
    }

    @Override
    public Duration atLeast() {
      return Duration.ZERO;
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() {
      return "every node runs again";
    }
  }

  /** Told to stop, and started again once it has. */
  record Stop(Member node) implements Fault {
    @Override
    public String describe() {
      return "SIGTERM to " + rank(node);
    }

    @Override
    public String inject() throws IOException {
      long began = System.nanoTime();
      node.signal("TERM");
      if (!node.ends(STOP)) throw new IOException(name(node) + " does not stop in " + STOP);
      return name(node) + " had ended after " + (System.nanoTime() - began) / 1_000_000 + " ms";
    }

    @Override
    public Duration atLeast() {
      return Duration.ofSeconds(1);
    }

    @Override
    public boolean outlived() {
      return false;
    }

    @Override
    public String heal() throws IOException {
      node.start();
      return "started again as pid " + node.pid();
    }
  }

  /** Silent, but alive: when it goes on it believes that no time has passed. */
  record Freeze(Member node, boolean outlived, Duration atLeast) implements Fault {
    @Override
    public String describe() {
      return "SIGSTOP of " + rank(node) + " for at least " + atLeast.toSeconds() + " s";
    }

    @Override
    public String inject() throws IOException {
      node.signal("STOP");
      if (!Signals.await(DEATH, () -> Signals.state(node.pid()).equals("T")))
        throw new IOException(name(node) + " did not freeze");
      return name(node) + " is in state T";
    }

    @Override
    public String heal() throws IOException {
      node.signal("CONT");
      return "SIGCONT to " + name(node);
    }
  }
}
