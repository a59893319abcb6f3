package io.ixion.benchmark.drill;

import java.io.IOException;
import java.time.Duration;

/**
 * Something that breaks, and is mended later. What breaks is chosen when it is made; both ends say
 * in words what was really seen to happen, so that a fault that did not happen is noticed.
 */
interface Fault {
  /** What it does, and to whom. */
  String describe();

  /**
   * Breaks it.
   *
   * @return the proof
   * @throws IOException if it did not happen
   */
  String inject() throws IOException;

  /** How long it lasts at least. */
  Duration atLeast();

  /**
   * Whether the cluster must get over it by itself before it is mended, as it does over the loss of
   * a node.
   */
  boolean outlived();

  /**
   * Mends it, so that everything can be as before.
   *
   * @return what was done
   */
  String heal() throws IOException;
}
