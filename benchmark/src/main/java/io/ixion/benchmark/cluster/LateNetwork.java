package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * All nodes on loopback, but whatever they say to one another or to the database goes through
 * relays, which can make it late. Needs no rights.
 */
public final class LateNetwork implements Network {
  private final Network loopback = Network.loopback();
  private final List<Relay> relays = new ArrayList<>();
  private int database;

  @Override
  public String address(int node) {
    return loopback.address(node);
  }

  @Override
  public String database(int port) throws IOException {
    database = relay(loopback.address(1), port);
    return loopback.address(1) + ":" + database;
  }

  @Override
  public int clusterPort(int node, int port) throws IOException {
    return relay(address(node), port);
  }

  private int relay(String host, int port) throws IOException {
    var relay = new Relay(host, new InetSocketAddress(host, port));
    relays.add(relay);
    return relay.port();
  }

  @Override
  public List<String> prefix(int node) {
    return loopback.prefix(node);
  }

  /** Asks the database, on the way that the nodes take, whether it would encrypt. */
  public void askDatabase() throws IOException {
    try (var socket = new Socket(loopback.address(1), database)) {
      socket.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 210, 22, 47});
      if (socket.getInputStream().read() < 0) throw new IOException("the database says nothing");
    }
  }

  /** From now on everything that nodes and database send one another is so late. */
  public void delay(Lateness lateness) {
    relays.forEach(relay -> relay.delay(lateness));
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
  }
}
