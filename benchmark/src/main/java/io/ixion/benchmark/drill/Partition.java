package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The network of one node is cut, in one of several ways. Needs namespaces. */
final class Partition implements Fault {
  /** What the node cannot reach any more. */
  enum Cut {
    OTHERS("the other nodes; it still has clients and database"),
    PEER("one other node; it still has all the rest"),
    DATABASE("the database; it still has the other nodes and clients"),
    ALL("anybody at all"),
    ONE_WAY("one other node in one direction: what it sends is lost, what it is sent arrives");

    private final String what;

    Cut(String what) {
      this.what = what;
    }

    private boolean isBothWays() {
      return this == OTHERS || this == PEER;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Network.Namespaces network;
  private final Member node;
  private final Cut cut;
  private final List<String> addresses = new ArrayList<>();
  private final Duration atLeast;

  private Partition(Network.Namespaces network, Member node, Cut cut, Duration atLeast) {
    this.network = network;
    this.node = node;
    this.cut = cut;
    this.atLeast = atLeast;
  }

  static Partition choose(Cluster cluster, Member node, DrillOptions options, Random random) {
    var network = (Network.Namespaces) cluster.network();
    Cut[] cuts = Cut.values();
    Cut chosen = cuts[random.nextInt(cuts.length)];
    var partition =
        new Partition(network, node, options.cut().orElse(chosen), options.lasts(random, 3, 11));
    for (Member other : cluster.members())
      if (other != node) partition.addresses.add(network.address(other.number()));
    if (partition.cut == Cut.PEER || partition.cut == Cut.ONE_WAY)
      partition.addresses.retainAll(
          List.of(partition.addresses.get(random.nextInt(partition.addresses.size()))));
    if (partition.cut == Cut.DATABASE)
      partition.addresses.replaceAll(other -> network.databaseAddress());
    return partition;
  }

  private List<String> targets() {
    return addresses.stream().distinct().toList();
  }

  private static int number(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
  }

  @Override
  public String describe() {
    return "node " + node.number() + " is cut off from " + cut.what;
  }

  @Override
  public String inject() throws IOException {
    if (cut == Cut.ALL) {
      network.cable(node.number(), false);
      if (node.isReady()) throw new IOException("node " + node.number() + " can still be reached");
      return "the link of node " + node.number() + " is down and it cannot be reached";
    }
    for (String address : targets()) {
      network.cut(node.number(), address);
      if (cut.isBothWays()) network.cut(number(address), network.address(node.number()));
    }
    for (String address : targets())
      if (network.reaches(node.number(), address))
        throw new IOException("node " + node.number() + " still reaches " + address);
    return "node " + node.number() + " has no way to " + String.join(" and ", targets());
  }

  @Override
  public Duration atLeast() {
    return atLeast;
  }

  @Override
  public boolean outlived() {
    return cut == Cut.OTHERS || cut == Cut.ALL;
  }

  @Override
  public String heal() throws IOException {
    if (cut == Cut.ALL) network.cable(node.number(), true);
    else
      for (String address : targets()) {
        network.join(node.number(), address);
        if (cut.isBothWays()) network.join(number(address), network.address(node.number()));
      }
    return "the network is whole again";
  }
}
