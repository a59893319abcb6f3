package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.LateNetwork;
import io.ixion.benchmark.cluster.Lateness;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Everything between the nodes, and between them and the database, arrives late. */
final class Delay implements Fault {
  private static final Lateness LATE = new Lateness(Duration.ofMillis(150), Duration.ofMillis(250));

  private final LateNetwork network;
  private final Duration atLeast;

  Delay(Cluster cluster, Duration atLeast) {
    this.network = (LateNetwork) cluster.network();
    this.atLeast = atLeast;
  }

  @Override
  public String describe() {
    return "what nodes and database send one another is late by "
        + LATE
        + " for "
        + atLeast.toSeconds()
        + " s";
  }

  @Override
  public String inject() throws IOException {
    network.delay(LATE);
    long began = System.nanoTime();
    network.askDatabase();
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    if (took < 2 * LATE.least().toMillis())
      throw new IOException("the database answered after " + took + " ms, as if nothing were late");
    return "the database answered a greeting after " + took + " ms";
  }

  @Override
  public Duration atLeast() {
    return atLeast;
  }

  @Override
  public boolean outlived() {
    return false;
  }

  @Override
  public String heal() {
    network.delay(Lateness.NONE);
    return "everything arrives in time again";
  }
}
