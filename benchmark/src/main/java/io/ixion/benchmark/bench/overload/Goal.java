package io.ixion.benchmark.bench.overload;

/**
 * What a node must hold under load.
 *
 * @param name of the figure in the document
 * @param found not a number where nothing was measured, which does not meet it
 * @param most that is allowed
 */
record Goal(String name, String words, double found, double most) {
  boolean isMet() {
    return found <= most;
  }
}
