package io.ixion.node;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The one node of a process, which may be told to stop at any time, also while it starts. */
final class NodeProcess {
  /** A start that is called off ends its present step first, and then stops like a node. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(55);

  private final AtomicReference<Node> running = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean toldToStop;

  /** Starts it, unless it is told to stop meanwhile; then it is stopped again. */
  Node start(NodeSettings settings) {
    try {
      Node node = Node.start(settings, this::isToldToStop);
      running.set(node);
      if (toldToStop) close();
      return node;
    } catch (RuntimeException problem) {
      stopped.countDown();
      throw problem;
    }
  }

  boolean isToldToStop() {
    return toldToStop;
  }

  /** Returns once nothing of it is left, within a minute. */
  void stop() {
    toldToStop = true;
    close();
    try {
      stopped.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever takes the node closes it. */
  private void close() {
    Optional.ofNullable(running.getAndSet(null))
        .ifPresent(
            node -> {
              node.close();
              stopped.countDown();
            });
  }
}
