package io.ixion.benchmark.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the nodes live: all on loopback, or each in a network namespace of its own on one bridge,
 * as if they were hosts. Only the second can be cut.
 */
public interface Network extends AutoCloseable {
  /** The address of a node, from 1. */
  String address(int node);

  /** Where the nodes reach the database, which listens on loopback. */
  String database(int port) throws IOException;

  /** Where, at its address, others reach the port at which a node listens for them. */
  default int clusterPort(int node, int port) throws IOException {
    return port;
  }

  /** What comes before the command that runs a node. */
  List<String> prefix(int node);

  @Override
  void close();

  /** All nodes on 127.0.0.1, 127.0.0.2 and so on. */
  static Network loopback() {
    return new Network() {
      @Override
      public String address(int node) {
        return "127.0.0." + node;
      }

      @Override
      public String database(int port) {
        return "127.0.0.1:" + port;
      }

      @Override
      public List<String> prefix(int node) {
        return List.of();
      }

      @Override
      public void close() {}
    };
  }

  /** Namespaces, which need root on Linux and the command {@code ip}. */
  final class Namespaces implements Network {
    private static final int FIRST = 64; // third byte of the addresses; the next free one is taken
    private final List<String> namespaces = new ArrayList<>();
    private final String name;
    private final String net;
    private Relay relay;

    private Namespaces(String name, String net) {
      this.name = name;
      this.net = net;
    }

    /**
     * Makes bridge and namespaces.
     *
     * @throws IOException that says why it cannot be done here
     */
    public static Namespaces create(int nodes) throws IOException {
      if (!Files.isDirectory(Path.of("/proc/sys/net")))
        throw new IOException("network namespaces exist on Linux only");
      String number = Long.toString(ProcessHandle.current().pid() % 100_000);
      int third = FIRST + (int) (ProcessHandle.current().pid() % 128);
      var network = new Namespaces("ixd" + number, "10.213." + third + ".");
      try {
        network.build(nodes);
        return network;
      } catch (IOException cannot) {
        network.close();
        throw new IOException(
            "a partition needs root on Linux and the command ip (package iproute2): "
                + cannot.getMessage(),
            cannot);
      }
    }

    private void build(int nodes) throws IOException {
      ip("link add " + name + " type bridge");
      ip("addr add " + net + "254/24 dev " + name);
      ip("addr add " + net + "253/24 dev " + name);
      ip("link set " + name + " up");
      for (int node = 1; node <= nodes; node++) {
        String space = space(node);
        ip("netns add " + space);
        namespaces.add(space);
        ip("link add " + link(node) + " type veth peer name eth0 netns " + space);
        ip("link set " + link(node) + " master " + name + " up");
        ip("-n " + space + " addr add " + address(node) + "/24 dev eth0");
        ip("-n " + space + " link set lo up");
        ip("-n " + space + " link set eth0 up");
      }
    }

    private static void ip(String command) throws IOException {
      var words = new ArrayList<String>(List.of("ip"));
      words.addAll(List.of(command.split(" ")));
      Signals.run(words);
    }

    private String space(int node) {
      return name + "-" + node;
    }

    private String link(int node) {
      return name + "l" + node;
    }

    @Override
    public String address(int node) {
      return net + node;
    }

    @Override
    public String database(int port) throws IOException {
      if (relay == null) relay = new Relay(net + "253", new InetSocketAddress("127.0.0.1", port));
      return net + "253:" + relay.port();
    }

    @Override
    public List<String> prefix(int node) {
      return List.of("ip", "netns", "exec", space(node));
    }

    /** Nothing that the node sends to this address arrives, so no connection with it works. */
    public void cut(int node, String address) throws IOException {
      ip("-n " + space(node) + " route add blackhole " + address + "/32");
    }

    public void join(int node, String address) throws IOException {
      ip("-n " + space(node) + " route del blackhole " + address + "/32");
    }

    /** Whether packets of the node have a way to this address. */
    public boolean reaches(int node, String address) {
      try {
        ip("-n " + space(node) + " route get " + address);
        return true;
      } catch (IOException noRoute) {
        return false;
      }
    }

    public String databaseAddress() {
      return net + "253";
    }

    /** Pulls the cable of a node, or puts it in again. */
    public void cable(int node, boolean in) throws IOException {
      ip("link set " + link(node) + (in ? " up" : " down"));
    }

    @Override
    public void close() {
      if (relay != null) relay.close();
      for (String space : namespaces) quietly("netns del " + space); // and the links in it
      quietly("link del " + name);
    }

    private static void quietly(String command) {
      try {
        ip(command);
      } catch (IOException gone) {
        // it was never made, or is gone already
      }
    }
  }
}
