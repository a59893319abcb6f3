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
final class LoadConnections implements AutoCloseable {
  private static final int OPENED_AT_ONCE = 20; // a server's line of new connections is short
  private static final long LOOK_MILLIS = 10;
  private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Hears what becomes of each request that was sent. */
  interface Listener {
    void answered(int number, long due, RawAnswer answer);

    /** Its connection was closed, or nobody waits for it any more. */
    void lost(int number, long due);
  }

  private final InetSocketAddress node;
  private final Selector selector;
  private final List<LoadConnection> all = new ArrayList<>();
  private final Deque<LoadConnection> idle = new ArrayDeque<>();
  private final Deque<LoadConnection> closed = new ArrayDeque<>();
  private long openAgainAt = System.nanoTime();
  private int waiting;

  LoadConnections(URI node) throws IOException {
    this.node = new InetSocketAddress(node.getHost(), node.getPort());
    this.selector = Selector.open();
  }

  /** Returns once so many are open. */
  void open(int connections, Duration limit) throws IOException {
    while (all.size() < connections) {
      var connection = new LoadConnection();
      all.add(connection);
      closed.add(connection);
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
        public void answered(int number, long due, RawAnswer answer) {}

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
    LoadConnection connection = idle.remove();
    waiting++;
    try {
      connection.send(request, number, due, now);
    } catch (IOException broken) {
      lose(connection, listener);
    }
  }

  /** Waits at most so long for something to happen on the connections, and reads it. */
  void look(long millis, Listener listener) throws IOException {
    if (!closed.isEmpty() && System.nanoTime() - openAgainAt > 0) openClosed(listener);
    selector.select(key -> ready(key, listener), millis);
  }

  private void openClosed(Listener listener) {
    for (int i = 0; i < OPENED_AT_ONCE && !closed.isEmpty(); i++) {
      LoadConnection connection = closed.remove();
      try {
        if (connection.connect(node, selector)) idle.add(connection);
      } catch (IOException refused) {
        refused(connection, listener);
        return;
      }
    }
  }

  private void refused(LoadConnection connection, Listener listener) {
    openAgainAt = System.nanoTime() + REFUSED_NANOS;
    lose(connection, listener);
  }

  private void ready(SelectionKey key, Listener listener) {
    var connection = (LoadConnection) key.attachment();
    try {
      if (key.isConnectable()) {
        connected(connection, listener);
        return;
      }
      Optional<RawAnswer> answer = connection.read();
      if (answer.isEmpty()) return;
      waiting--;
      if (answer.get().closes()) lose(connection, listener);
      else idle.add(connection);
      listener.answered(connection.number(), connection.due(), answer.get());
    } catch (IOException broken) {
      idle.remove(connection);
      lose(connection, listener);
    }
  }

  private void connected(LoadConnection connection, Listener listener) {
    try {
      connection.connected();
      idle.add(connection);
    } catch (IOException refused) {
      refused(connection, listener);
    }
  }

  /** Gives up what was sent before this moment and is not answered. */
  void giveUp(long sentBefore, Listener listener) {
    for (LoadConnection connection : all)
      if (connection.waits() && connection.sent() - sentBefore < 0) lose(connection, listener);
  }

  private void lose(LoadConnection connection, Listener listener) {
    boolean waited = connection.waits();
    try {
      connection.close();
    } catch (IOException closedAnyway) {
      // what it was good for is lost in either case
    }
    closed.add(connection);
    if (!waited) return;
    waiting--;
    listener.lost(connection.number(), connection.due());
  }

  @Override
  public void close() {
    try {
      for (LoadConnection connection : all) connection.close();
      selector.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
