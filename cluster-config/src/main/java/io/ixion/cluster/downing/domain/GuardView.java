package io.ixion.cluster.downing.domain;

import java.util.List;

/**
 * What one look showed.
 *
 * @param own how this node itself stands with the database
 * @param session which of this node's lock sessions looked; each reconnect has a higher number
 * @param address of this node
 * @param peers every other member that is not down
 */
public record GuardView(Own own, long session, String address, List<Sighting> peers) {

  /** How this node stands with the database. */
  public enum Own {
    /** Its lock session answers, so it holds its lock. */
    ALIVE,
    /** Its lock session is gone and could not be replaced yet: it sees nothing of its peers. */
    LOST,
    /** A fence names it. */
    FENCED,
    /** Another session holds its lock and does not give it back. */
    LOCKED_OUT
  }

  public GuardView {
    peers = List.copyOf(peers);
  }

  /** A look that showed nothing but the trouble this node is in. */
  public static GuardView nothing(Own own, String address) {
    return new GuardView(own, 0, address, List.of());
  }
}
