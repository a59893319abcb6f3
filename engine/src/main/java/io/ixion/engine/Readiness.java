package io.ixion.engine;

/**
 * What a node must have reached before it can serve commands, in the order in which it does.
 *
 * @param memberUp it is a member of its cluster
 * @param shardsReachable every kind of entity can be reached from here
 * @param readSideCaughtUp the read tables show what was durable when the node started
 */
public record Readiness(boolean memberUp, boolean shardsReachable, boolean readSideCaughtUp) {
  public boolean isReady() {
    return memberUp && shardsReachable && readSideCaughtUp;
  }
}
