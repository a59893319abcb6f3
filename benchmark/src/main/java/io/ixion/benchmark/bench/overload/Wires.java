package io.ixion.benchmark.bench.overload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Very many connections to one node, driven by one thread: what a client costs here is taken from
 * the node, which shares the machine's cores with it. Not thread-safe.
 */
final class Wires implements AutoCloseable {
  private static final int OPENED_AT_ONCE = 20; // a server's line of new connections is short
  private static final long LOOK_MILLIS = 10;
  private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Hears what becomes of each request that was sent. */
  interface Listener {
    void answered(int number, long due, Answer answer);

    /** Its connection was closed, or nobody waits for it any more. */
    void lost(int number, long due);
  }

  private final InetSocketAddress node;
  private final Selector selector;
  private final List<Wire> all = new ArrayList<>();
  private final Deque<Wire> idle = new ArrayDeque<>();
  private final Deque<Wire> closed = new ArrayDeque<>();
  private long openAgainAt = System.nanoTime();
  private int waiting;

  Wires(URI node) throws IOException {
    this.node = new InetSocketAddress(node.getHost(), node.getPort());
    this.selector = Selector.open();
  }

  /** Returns once so many are open. */
  void open(int connections, Duration limit) throws IOException {
    while (all.size() < connections) {
      var wire = new Wire();
      all.add(wire);
      closed.add(wire);
    }
    long end = System.nanoTime() + limit.toNanos();
    while (idle.size() < all.size()) {
      if (System.nanoTime() - end > 0)
        throw new IOException(
            "only " + idle.size() + " of " + connections + " connections could be opened");
      look(LOOK_MILLIS, NOBODY);
    }
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void answered(int number, long due, Answer answer) {}

        @Override
        public void lost(int number, long due) {}
      };

  boolean hasIdle() {
    return !idle.isEmpty();
  }

  /** How many requests have no answer yet. */
  int waiting() {
    return waiting;
  }

  /** Sends on the connection that was idle for longest. */
  void send(ByteBuffer request, int number, long due, long now, Listener listener) {
    Wire wire = idle.remove();
    waiting++;
    try {
      wire.send(request, number, due, now);
    } catch (IOException broken) {
      lose(wire, listener);
    }
  }

  /** Waits at most so long for something to happen on the connections, and reads it. */
  void look(long millis, Listener listener) throws IOException {
    if (!closed.isEmpty() && System.nanoTime() - openAgainAt > 0) openClosed(listener);
    selector.select(key -> ready(key, listener), millis);
  }

  private void openClosed(Listener listener) {
    for (int i = 0; i < OPENED_AT_ONCE && !closed.isEmpty(); i++) {
      Wire wire = closed.remove();
      try {
        if (wire.connect(node, selector)) idle.add(wire);
      } catch (IOException refused) {
        refused(wire, listener);
        return;
      }
    }
  }

  private void refused(Wire wire, Listener listener) {
    openAgainAt = System.nanoTime() + REFUSED_NANOS;
    lose(wire, listener);
  }

  private void ready(SelectionKey key, Listener listener) {
    var wire = (Wire) key.attachment();
    try {
      if (key.isConnectable()) {
        connected(wire, listener);
        return;
      }
      Optional<Answer> answer = wire.read();
      if (answer.isEmpty()) return;
      waiting--;
      if (answer.get().closes()) lose(wire, listener);
      else idle.add(wire);
      listener.answered(wire.number(), wire.due(), answer.get());
    } catch (IOException broken) {
      idle.remove(wire);
      lose(wire, listener);
    }
  }

  private void connected(Wire wire, Listener listener) {
    try {
      wire.connected();
      idle.add(wire);
    } catch (IOException refused) {
      refused(wire, listener);
    }
  }

  /** Gives up what was sent before this moment and is not answered. */
  void giveUp(long sentBefore, Listener listener) {
    for (Wire wire : all) if (wire.waits() && wire.sent() - sentBefore < 0) lose(wire, listener);
  }

  private void lose(Wire wire, Listener listener) {
    boolean waited = wire.waits();
    try {
      wire.close();
    } catch (IOException closedAnyway) {
      // what it was good for is lost in either case
    }
    closed.add(wire);
    if (!waited) return;
    waiting--;
    listener.lost(wire.number(), wire.due());
  }

  @Override
  public void close() {
    try {
      for (Wire wire : all) wire.close();
      selector.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
