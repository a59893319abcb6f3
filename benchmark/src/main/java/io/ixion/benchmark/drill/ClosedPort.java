package io.ixion.benchmark.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Keeps a port of loopback from its owner: whoever connects there is cut off at once. */
final class ClosedPort implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket();

  /**
   * Takes the port, which must be free.
   *
   * @throws IOException if somebody else has it
   */
  ClosedPort(int port) throws IOException {
    socket.setReuseAddress(true); // connections of the dead owner may linger
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    var thread = new Thread(this::refuse, "drill-closed-port");
    thread.setDaemon(true);
    thread.start();
  }

  private void refuse() {
    while (!socket.isClosed())
      try {
        socket.accept().close();
      } catch (IOException closed) {
        // the loop's condition tells
      }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
