package io.ixion.cluster.downing.domain;

/**
 * Another member of the cluster.
 *
 * @param incarnation its number, {@link Incarnation#UNKNOWN} if it told none
 * @param uid of its actor system
 * @param address where it is reached
 */
public record Peer(Incarnation incarnation, long uid, String address) {
  @Override
  public String toString() {
    return address + " (incarnation " + incarnation + ")";
  }
}
