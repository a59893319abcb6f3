package io.ixion.benchmark.drill;

import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Member;
import io.ixion.benchmark.cluster.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The network of one node is cut, in one of four ways. Needs namespaces. */
final class Partition implements Fault {
  /** What the node cannot reach any more. */
  enum Cut {
    OTHERS("the other nodes; it still has clients and database"),
    ONE("one other node; it still has all the rest"),
    DATABASE("the database; it still has the other nodes and clients"),
    CABLE("anybody at all");

    private final String what;

    Cut(String what) {
      this.what = what;
    }
  }

  private final Network.Namespaces network;
  private final Member node;
  private final Cut cut;
  private final List<String> addresses = new ArrayList<>();
  private final int seconds;

  private Partition(Network.Namespaces network, Member node, Cut cut, int seconds) {
    this.network = network;
    this.node = node;
    this.cut = cut;
    this.seconds = seconds;
  }

  static Partition choose(Cluster cluster, Member node, Random random) {
    var network = (Network.Namespaces) cluster.network();
    Cut[] cuts = Cut.values();
    var partition =
        new Partition(network, node, cuts[random.nextInt(cuts.length)], 3 + random.nextInt(8));
    for (Member other : cluster.members())
      if (other != node) partition.addresses.add(network.address(other.number()));
    if (partition.cut == Cut.ONE)
      partition.addresses.retainAll(
          List.of(partition.addresses.get(random.nextInt(partition.addresses.size()))));
    if (partition.cut == Cut.DATABASE)
      partition.addresses.replaceAll(other -> network.databaseAddress());
    return partition;
  }

  private List<String> targets() {
    return addresses.stream().distinct().toList();
  }

  @Override
  public String describe() {
    return "node " + node.number() + " is cut off from " + cut.what;
  }

  @Override
  public String inject() throws IOException {
    if (cut == Cut.CABLE) {
      network.cable(node.number(), false);
      if (node.isReady()) throw new IOException("node " + node.number() + " can still be reached");
      return "the link of node " + node.number() + " is down and it cannot be reached";
    }
    for (String address : targets()) network.cut(node.number(), address);
    for (String address : targets())
      if (network.reaches(node.number(), address))
        throw new IOException("node " + node.number() + " still reaches " + address);
    return "node " + node.number() + " has no way to " + String.join(" and ", targets());
  }

  @Override
  public Duration atLeast() {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public boolean outlived() {
    return cut == Cut.OTHERS || cut == Cut.CABLE;
  }

  @Override
  public String heal() throws IOException {
    if (cut == Cut.CABLE) network.cable(node.number(), true);
    else for (String address : targets()) network.join(node.number(), address);
    return "the network is whole again";
  }
}
