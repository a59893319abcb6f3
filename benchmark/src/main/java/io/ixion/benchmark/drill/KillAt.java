package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Signals;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.benchmark.drill.history.Recorder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Dead at a moment that the load chooses: the node that it happens at is the victim. */
final class KillAt implements Fault {
  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final int LATEST_MS = 5;
  private final Cluster cluster;
  private final Recorder recorder;
  private final FaultMoment moment;
  private final int afterMs;
  private Member node;

  KillAt(Cluster cluster, Recorder recorder, FaultMoment moment, Random random) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.moment = moment;
    this.afterMs = random.nextInt(LATEST_MS);
    this.node = cluster.members().get(0);
  }

  @Override
  public String describe() {
    return "kill -9 of a node while " + moment.description();
  }

  @Override
  public String inject() throws IOException {
    Optional<Member> oldest = cluster.members().stream().filter(Member::isOldest).findFirst();
    CompletableFuture<Strike> next;
    synchronized (recorder) { // nothing is recorded between the two
      next = recorder.next(moment::is).thenApply(this::strike);
    }
    Strike strike = soon(next);
    Edge edge = strike.edge();
    node = cluster.members().get(edge.node() - 1);
    Signals.pause(afterMs);
    node.kill();
    if (!node.ends(DEATH)) throw new IOException("node " + node.number() + " survived kill -9");
    String what = edge.op() + " " + edge.key() + (moment.isUnderWay() ? " was sent to it" : "");
    String rank = oldest.filter(node::equals).isPresent() ? ", the oldest," : ", not the oldest,";
    return "node %d%s killed %d ms after %s%s"
        .formatted(
            node.number(),
            rank,
            afterMs,
            what,
            moment.isUnderWay() ? fate(soon(strike.end())) : "");
  }

  /** What is struck at, and how it will have ended. */
  private record Strike(Edge edge, CompletableFuture<Edge> end) {}

  /** Runs while its edge is recorded, so that no end is missed. */
  private Strike strike(Edge edge) {
    return new Strike(
        edge,
        recorder.next(
            e ->
                e.kind() != Kind.INVOKE
                    && e.proc().equals(edge.proc())
                    && e.key().equals(edge.key())));
  }

  private static String fate(Edge end) {
    return end.kind() == Kind.INFO ? "; it gave no answer" : "; it had answered just before";
  }

  private static <T> T soon(CompletableFuture<T> edge) throws IOException {
    try {
      return edge.get(DEATH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the moment to strike did not come", e);
    }
  }

  @Override
  public Duration atLeast() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean outlived() {
    return cluster.members().size() > 1;
  }

  @Override
  public String heal() throws IOException {
    node.start();
    return "started again as pid " + node.pid();
  }
}
