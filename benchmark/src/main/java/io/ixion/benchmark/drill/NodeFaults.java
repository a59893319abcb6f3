package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Signals;
import java.io.IOException;
import java.time.Duration;

/** Faults of one node's process. */
final class NodeFaults {
  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(60);

  private NodeFaults() {}

  private static String name(Member node) {
    return "node " + node.number() + " (pid " + node.pid() + ")";
  }

  /** Dead at once, without a word to anybody. */
  record Kill(Member node, boolean outlived) implements Fault {
    @Override
    public String describe() {
      return "kill -9 of " + name(node);
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

  /** Told to stop, and started again once it has. */
  record Stop(Member node) implements Fault {
    @Override
    public String describe() {
      return "SIGTERM to " + name(node);
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
  record Freeze(Member node, boolean outlived, int seconds) implements Fault {
    @Override
    public String describe() {
      return "SIGSTOP of " + name(node) + " for at least " + seconds + " s";
    }

    @Override
    public String inject() throws IOException {
      node.signal("STOP");
      if (!Signals.await(DEATH, () -> Signals.state(node.pid()).equals("T")))
        throw new IOException(name(node) + " did not freeze");
      return name(node) + " is in state T";
    }

    @Override
    public Duration atLeast() {
      return Duration.ofSeconds(seconds);
    }

    @Override
    public String heal() throws IOException {
      node.signal("CONT");
      return "SIGCONT to " + name(node);
    }
  }
}
