package io.ixion.cluster.downing.domain;

/** Why something is done, or not done yet. */
public enum Reason {
  /** Somebody fenced the peer and may have died before it was downed. */
  ALREADY_FENCED("its fence is in the database"),
  /** The lock is free and nothing listens at its port. */
  LOCK_FREE_PORT_REFUSES("its lock is free and its port refuses connections"),
  /** The lock stayed free for longer than a living node needs to take it again. */
  LOCK_FREE_TOO_LONG("its lock stays free"),
  /** Unreachable for long enough, and this side has more members than the other. */
  UNREACHABLE_FROM_MAJORITY("it is unreachable from the majority"),
  /** Unreachable for long enough, and both sides have the same number of members. */
  UNREACHABLE_FROM_HALF("it is unreachable from half of the members"),
  /** Unreachable for so long that the larger side would have acted if it could. */
  UNREACHABLE_FROM_MINORITY("it is unreachable from a minority, and no majority acts"),
  /** The lock is free, but was never seen held in this session: that proves nothing. */
  NEVER_SEEN_HELD(
      "its lock is free, but was never seen held in this session, so that proves nothing"),
  /** The member has no incarnation, so it cannot be fenced. */
  NO_INCARNATION("it told no incarnation, so it cannot be fenced"),
  /** This node's session ended, and with it all that was seen in it. */
  SESSION_LOST("the lock session of this node has ended"),
  /** This node's session is another one than before. */
  SESSION_RENEWED("the lock session of this node is a new one"),
  /** This node has not looked for a while, so it cannot know what happened meanwhile. */
  STALLED("this node did not look for a while"),
  /** A fence names this node. */
  FENCED("a fence names this node"),
  /** Somebody else holds this node's lock. */
  LOCKED_OUT("another session holds the lock of this node");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /** For the log. */
  public String words() {
    return words;
  }
}
