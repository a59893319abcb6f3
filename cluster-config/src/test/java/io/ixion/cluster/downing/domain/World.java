package io.ixion.cluster.downing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A database, a network and some nodes that do what the rules say: a model of everything that the
 * rules are not. A tick is one poll; all nodes that run look once in it, in random order.
 */
final class World {
  /** What can happen to a node, to a pair of nodes or to the database. */
  enum Event {
    KILL,
    KILL_WHEN_IT_FENCES,
    FREEZE,
    THAW,
    LOSE_SESSION,
    CUT_FROM_DATABASE,
    DATABASE_GOES,
    DATABASE_COMES,
    PART,
    HEAL
  }

  private static final DowningSettings FAST = DowningFixtures.FAST;

  /** Ticks until the failure detector notices silence, and as many until it trusts again. */
  private static final int DETECTION = 3;

  private static final int SETTLING = 90;

  /** A node; {@code heard} counts the ticks since it heard of each other one. */
  private static final class Node {
    private final int number;
    private final int[] silence;
    private final Set<Integer> members = new HashSet<>();
    private PeerMemory known = PeerMemory.nothing();
    private long session;
    private boolean hasSession;
    private boolean gone;
    private boolean frozen;
    private boolean cut;
    private boolean dooms;

    Node(int number, int nodes) {
      this.number = number;
      this.silence = new int[nodes];
      for (int other = 0; other < nodes; other++) members.add(other);
    }

    boolean runs() {
      return !gone && !frozen;
    }
  }

  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, Integer> fencedBy = new HashMap<>();
  private final Set<Set<Integer>> parted = new HashSet<>();
  private final Random random;
  private boolean database = true;
  private int tick;

  World(int size, long seed) {
    this.random = new Random(seed);
    for (int number = 0; number < size; number++) nodes.add(new Node(number, size));
    ticks(2);
  }

  void happen(Event event, int which, int other) {
    Node node = nodes.get(which);
    switch (event) {
      case KILL -> kill(node);
      case KILL_WHEN_IT_FENCES -> node.dooms = true;
      case FREEZE -> node.frozen = true;
      case THAW -> node.frozen = false;
      case LOSE_SESSION -> node.hasSession = false;
      case CUT_FROM_DATABASE -> {
        node.cut = true;
        node.hasSession = false;
      }
      case DATABASE_GOES -> {
        database = false;
        nodes.forEach(each -> each.hasSession = false);
      }
      case DATABASE_COMES -> database = true;
      case PART -> {
        if (which != other) parted.add(Set.of(which, other));
      }
      case HEAL -> parted.clear();
    }
  }

  private static void kill(Node node) {
    node.gone = true;
    node.hasSession = false;
  }

  void ticks(int count) {
    for (int step = 0; step < count; step++) {
      tick++;
      hear();
      var order = new ArrayList<>(nodes);
      Collections.shuffle(order, random);
      for (Node node : order) if (node.runs()) look(node);
      check();
    }
  }

  /** The database comes back to everybody, and nothing more happens. */
  void settle() {
    database = true;
    nodes.forEach(node -> node.cut = false);
    ticks(SETTLING);
  }

  private void hear() {
    for (Node node : nodes)
      for (Node other : nodes)
        if (node != other)
          node.silence[other.number] = reaches(node, other) ? 0 : node.silence[other.number] + 1;
  }

  private boolean reaches(Node one, Node other) {
    return one.runs() && other.runs() && !parted.contains(Set.of(one.number, other.number));
  }

  private void look(Node node) {
    GuardView saw = see(node);
    DowningDecision decision =
        DowningRules.decide(FAST, node.known, saw, FAST.poll().multipliedBy(tick));
    node.known = decision.known();
    for (Action action : decision.actions()) {
      if (!node.runs()) return;
      if (action instanceof Action.HaltSelf) kill(node);
      if (action instanceof Action.Fence fence) fence(node, nodes.get((int) fence.peer().uid()));
    }
  }

  private GuardView see(Node node) {
    String address = DowningFixtures.address(node.number);
    if (!database || node.cut) return GuardView.nothing(Own.LOST, address);
    if (fencedBy.containsKey(node.number)) return GuardView.nothing(Own.FENCED, address);
    if (!node.hasSession) {
      node.hasSession = true;
      node.session++;
    }
    var peers = new ArrayList<Sighting>();
    for (int number : node.members) {
      Node peer = nodes.get(number);
      if (peer == node) continue;
      boolean refuses =
          peer.gone && !peer.hasSession && !parted.contains(Set.of(number, node.number));
      peers.add(
          new Sighting(
              DowningFixtures.peer(number),
              peer.hasSession ? Lock.HELD : Lock.FREE,
              refuses,
              node.silence[number] < DETECTION,
              fencedBy.containsKey(number)));
    }
    return new GuardView(Own.ALIVE, node.session, address, peers);
  }

  /** As the shell does it: the row, unless there is one for oneself; the sessions; then down. */
  private void fence(Node node, Node dead) {
    if (fencedBy.containsKey(node.number)) {
      kill(node);
      return;
    }
    fencedBy.putIfAbsent(dead.number, node.number);
    if (node.dooms) {
      kill(node);
      return;
    }
    dead.hasSession = false;
    for (Node other : nodes)
      if (other == node || reaches(node, other)) {
        other.members.remove(dead.number);
        assertThat(fencedBy).as("removed without a fence").containsKey(dead.number);
        assertThat(dead.hasSession).as("removed while it could write").isFalse();
      }
  }

  private void check() {
    fencedBy.forEach(
        (dead, by) -> assertThat(fencedBy.get(by)).as("fenced each other").isNotEqualTo(dead));
    assertThat(fencedBy.size()).as("somebody is left").isLessThan(nodes.size());
  }

  int fences() {
    return fencedBy.size();
  }

  boolean isFenced(int node) {
    return fencedBy.containsKey(node);
  }

  boolean runs(int node) {
    return nodes.get(node).runs();
  }

  /** Who runs and is not fenced. */
  List<Integer> survivors() {
    return nodes.stream()
        .filter(node -> node.runs() && !fencedBy.containsKey(node.number))
        .map(node -> node.number)
        .toList();
  }

  Set<Integer> members(int node) {
    return nodes.get(node).members;
  }
}
