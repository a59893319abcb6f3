package io.ixion.cluster.downing.domain;

/**
 * What one look showed of a peer.
 *
 * @param lock its lock in the database
 * @param portRefuses whether its port refused a connection; asked only while its lock is free, and
 *     not of one that leaves by its own will: that one gets its grace
 * @param reachable what the failure detector thinks
 * @param fenced whether a fence names it already
 */
public record Sighting(
    Peer peer, Lock lock, boolean portRefuses, boolean reachable, boolean fenced) {

  /** A peer's lock as seen from here. */
  public enum Lock {
    /** Some session holds it. */
    HELD,
    /** No session holds it. */
    FREE,
    /** The peer told no incarnation, so there is nothing to look at. */
    NONE
  }

  /** Whether this peer may be expected to act itself. */
  boolean looksAlive() {
    return reachable && !fenced && lock != Lock.FREE;
  }
}
