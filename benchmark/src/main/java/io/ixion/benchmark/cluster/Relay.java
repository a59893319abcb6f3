package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Passes connections at one address on to another, and late if it is told to. It may be the end of
 * the network for the nodes, so it looks after the keep-alive that a client asks of the server:
 * without it the server would never learn that a node was cut off. It cannot give up on what it
 * sent and nobody confirmed, as a server does after 3 s (tcp_user_timeout): Java has no such
 * option.
 */
final class Relay implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;

  /** Most pieces under way in one direction of a connection. */
  private static final int PIECES = 1_000;

  private static final Piece END = new Piece(new byte[0], 0);

  /** A client asks for encryption, then says who it is and what it wants. */
  private static final int GREETINGS = 2;

  /** In the options of a client's greeting; what it asks for is what the lock sessions do. */
  private static final String KEEP_ALIVE = "tcp_keepalives_idle=1 ";

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Lateness lateness = Lateness.NONE;

  Relay(String address, InetSocketAddress target) throws IOException {
    this.target = target;
    this.server = new ServerSocket();
    server.bind(new InetSocketAddress(address, 0), 200);
    start(this::listen);
  }

  int port() {
    return server.getLocalPort();
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "drill-relay");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on everything takes so much longer to arrive, in both directions. */
  void delay(Lateness by) {
    lateness = by;
  }

  private void listen() {
    while (!server.isClosed())
      try {
        Socket near = server.accept();
        start(() -> connect(near));
      } catch (IOException closed) {
        // the loop's condition tells
      }
  }

  private void connect(Socket near) {
    open.add(near);
    try {
      var far = new Socket(target.getAddress(), target.getPort());
      open.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      start(() -> pass(near, far, greeting -> keepAlive(near, greeting)));
      pass(far, near, greeting -> {});
    } catch (IOException refused) {
      end(near);
    }
  }

  private static void keepAlive(Socket near, String greeting) throws IOException {
    if (!greeting.contains(KEEP_ALIVE)) return;
    near.setKeepAlive(true);
    near.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
    near.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
    near.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
  }

  /** Looks at what a connection begins with. */
  private interface Look {
    void at(String greeting) throws IOException;
  }

  /** What was read, and when it is to arrive. */
  private record Piece(byte[] bytes, long due) {}

  /** The end of one direction ends both, as it does with a database. */
  private void pass(Socket from, Socket to, Look look) {
    var pieces = new ArrayBlockingQueue<Piece>(PIECES);
    start(() -> deliver(pieces, from, to));
    try {
      read(from, look, pieces);
      pieces.put(END);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Socket from, Look look, BlockingQueue<Piece> pieces)
      throws InterruptedException {
    var buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      int reads = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (reads++ < GREETINGS) look.at(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        long late = TimeUnit.MILLISECONDS.toNanos(lateness.millis());
        pieces.put(new Piece(Arrays.copyOf(buffer, read), System.nanoTime() + late));
      }
    } catch (IOException broken) {
      // as if it had ended
    }
  }

  private void deliver(BlockingQueue<Piece> pieces, Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = pieces.take(); piece != END; piece = pieces.take()) {
        TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
        out.write(piece.bytes);
      }
    } catch (IOException broken) {
      // both ends are closed below
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    end(from);
    end(to);
    pieces.clear(); // the reader may wait for room
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException closed) {
      // it is
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException closed) {
      // it is
    }
    open.forEach(this::end);
  }
}
