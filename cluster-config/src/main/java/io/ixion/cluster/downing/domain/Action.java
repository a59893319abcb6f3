package io.ixion.cluster.downing.domain;

/** What a node does after a look. */
public sealed interface Action {
  Reason reason();

  /** Fence this peer in the database, end its sessions, and then, and only then, down it. */
  record Fence(Peer peer, Reason reason) implements Action {}

  /** Do nothing about this peer yet, or ever. */
  record Wait(Peer peer, Reason reason) implements Action {}

  /** Stop this process without another word to anybody. */
  record HaltSelf(Reason reason) implements Action {}

  /** All that was seen of the peers' locks counts no longer. */
  record ForgetLocks(Reason reason) implements Action {}

  /** All waiting starts again. */
  record ForgetTimes(Reason reason) implements Action {}
}
