package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes connections at one address on to a port of loopback, where the database listens. */
final class Relay implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Relay(String address, int target) throws IOException {
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
      var far = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      start(() -> pass(near, far));
      pass(far, near);
    } catch (IOException refused) {
      end(near);
    }
  }

  /** The end of one direction ends both, as it does with a database. */
  private void pass(Socket from, Socket to) {
    var buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer))
        out.write(buffer, 0, read);
    } catch (IOException broken) {
      // both ends are closed below
    }
    end(from);
    end(to);
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
