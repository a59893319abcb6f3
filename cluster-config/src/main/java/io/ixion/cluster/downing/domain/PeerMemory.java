package io.ixion.cluster.downing.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a node remembers from look to look. Times are those of a clock that never jumps, counted
 * from any origin.
 *
 * @param session the lock session in which all this was seen
 * @param lookedAt when it looked last
 */
public record PeerMemory(long session, Duration lookedAt, Map<Incarnation, Memory> peers) {
  private static final PeerMemory NOTHING = new PeerMemory(0, Duration.ZERO, Map.of());

  /**
   * What is remembered of one peer.
   *
   * @param seenHeld its lock was seen held in this session
   * @param freeSince from when on every look saw the lock free, after it was held
   * @param unreachableSince from when on every look saw it unreachable
   * @param fencedSince when its fence was seen first
   */
  public record Memory(
      boolean seenHeld,
      Optional<Duration> freeSince,
      Optional<Duration> unreachableSince,
      Optional<Duration> fencedSince) {
    static final Memory NONE =
        new Memory(false, Optional.empty(), Optional.empty(), Optional.empty());

    Memory after(Sighting sighting, Duration now) {
      boolean held = seenHeld || sighting.lock() == Sighting.Lock.HELD;
      return new Memory(
          held,
          since(held && sighting.lock() == Sighting.Lock.FREE, freeSince, now),
          since(!sighting.reachable(), unreachableSince, now),
          since(sighting.fenced(), fencedSince, now));
    }

    private static Optional<Duration> since(boolean is, Optional<Duration> was, Duration now) {
      if (!is) return Optional.empty();
      return was.isPresent() ? was : Optional.of(now);
    }

    Memory withoutTimes() {
      return new Memory(seenHeld, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  public PeerMemory {
    peers = Map.copyOf(peers);
  }

  /** Of a node that has not looked yet, or has lost the session it looked in. */
  public static PeerMemory nothing() {
    return NOTHING;
  }

  Memory of(Peer peer) {
    return peers.getOrDefault(peer.incarnation(), Memory.NONE);
  }
}
