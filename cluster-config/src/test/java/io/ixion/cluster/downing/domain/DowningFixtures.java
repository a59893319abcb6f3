package io.ixion.cluster.downing.domain;

import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.time.Duration;

/** Settings and nodes to decide about. */
final class DowningFixtures {
  static final DowningSettings FAST =
      new DowningSettings(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(3),
          Duration.ofMillis(400),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  private DowningFixtures() {}

  static String address(int node) {
    return "ixion-%02d:25520".formatted(node);
  }

  static Peer peer(int node) {
    return new Peer(new Incarnation(1_000 + node), node, address(node));
  }

  static Sighting living(int node) {
    return new Sighting(peer(node), Lock.HELD, false, true, false);
  }

  static Sighting silent(int node) {
    return new Sighting(peer(node), Lock.HELD, false, false, false);
  }
}
