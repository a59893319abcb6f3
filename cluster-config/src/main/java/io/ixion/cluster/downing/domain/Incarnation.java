package io.ixion.cluster.downing.domain;

import java.util.random.RandomGenerator;

/**
 * One life of one node: a random number made before its actor system exists. It is the key of the
 * node's lock, part of the name of each of its database sessions, and what a fence names.
 *
 * @param number 62 random bits, never 0; 0 stands for a member that never told its number
 */
public record Incarnation(long number) implements Comparable<Incarnation> {
  /** Of a member that takes no part in this: it can be neither proven dead nor fenced. */
  public static final Incarnation UNKNOWN = new Incarnation(0);

  private static final int UNUSED_BITS = 2;

  public Incarnation {
    if (number < 0 || number > -1L >>> UNUSED_BITS)
      throw new IllegalArgumentException("an incarnation has 62 bits, found " + number);
  }

  public static Incarnation random(RandomGenerator random) {
    long number = 0;
    while (number == 0) number = random.nextLong() >>> UNUSED_BITS;
    return new Incarnation(number);
  }

  /** What every name of a session of this incarnation starts with. */
  public String sessionPrefix() {
    return "ixion-" + number + "-";
  }

  /** The name of a session of this incarnation. */
  public String session(String purpose) {
    return sessionPrefix() + purpose;
  }

  /** Refuses a session once this incarnation is fenced. */
  public String guardSql() {
    return "select node_guard(" + number + ")";
  }

  @Override
  public int compareTo(Incarnation other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
