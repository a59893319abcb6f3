package io.ixion.cluster.downing;

import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.remote.RemoteActorRefProvider;
import io.ixion.cluster.downing.domain.Peer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import scala.Option;

/** The cluster as this node sees it, and the way to have a dead member removed. */
final class Members {
  private static final int PROBE_MS = 150;

  private static final Set<MemberStatus> MAY_JUDGE =
      Set.of(MemberStatus.up(), MemberStatus.weaklyUp(), MemberStatus.leaving());

  private final ActorSystem system;
  private final Cluster cluster;

  /**
   * Another member that is not down.
   *
   * @param goes whether it leaves by its own will and has handed everything over
   */
  record Other(long uid, Address address, boolean reachable, boolean goes) {
    String place() {
      return Members.place(address);
    }
  }

  Members(ActorSystem system) {
    this.system = system;
    this.cluster = Cluster.get(system);
  }

  long uid() {
    return cluster.selfUniqueAddress().longUid();
  }

  String place() {
    return place(cluster.selfAddress());
  }

  private static String place(Address address) {
    return address.hostPort();
  }

  /**
   * Everybody else who is not down, whatever the failure detector thinks of them. A node that is
   * not, or no longer, part of the cluster sees nobody: its view is not kept up to date.
   */
  List<Other> others() {
    if (cluster.isTerminated() || !MAY_JUDGE.contains(cluster.selfMember().status()))
      return List.of();
    var state = cluster.state();
    Set<Member> unreachable = state.getUnreachable();
    return StreamSupport.stream(state.getMembers().spliterator(), false)
        .filter(member -> member.uniqueAddress().longUid() != uid())
        .filter(Members::isPart)
        .map(
            member ->
                new Other(
                    member.uniqueAddress().longUid(),
                    member.address(),
                    !unreachable.contains(member),
                    member.status() == MemberStatus.exiting()))
        .toList();
  }

  private static boolean isPart(Member member) {
    MemberStatus status = member.status();
    return status != MemberStatus.down() && status != MemberStatus.removed();
  }

  /** Whether nothing listens there; a port that says nothing at all is no proof. */
  static boolean refuses(Address address) {
    Option<String> host = address.host();
    if (host.isEmpty() || address.port().isEmpty()) return false;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.get(), (int) address.port().get()), PROBE_MS);
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException | RuntimeException silent) {
      return false;
    }
  }

  /**
   * Has a fenced member removed. The leader removes only those that are known to be out of reach,
   * so its connection is quarantined first.
   *
   * @return whether it was still a member
   */
  boolean down(Peer peer) {
    Optional<Other> member = others().stream().filter(other -> other.uid() == peer.uid()).findAny();
    member.ifPresent(
        dead -> {
          if (((ExtendedActorSystem) system).provider() instanceof RemoteActorRefProvider remote)
            remote.quarantine(dead.address(), Option.apply(dead.uid()), "fenced");
          cluster.down(dead.address());
        });
    return member.isPresent();
  }
}
