package io.ixion.benchmark.startup;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * How much is stored.
 *
 * @param interactions all of them
 * @param waiting those of them that wait; the others were stopped
 * @param queues over which they are spread evenly
 */
record Sizes(int interactions, int waiting, int queues) {
  static final Sizes FULL = new Sizes(1_000_000, 100_000, 5_000);
  static final Sizes QUICK = new Sizes(50_000, 5_000, 500);

  /** Refuses what cannot be made. */
  void check(CommandSpec spec) {
    if (queues < 1 || waiting < queues || interactions < waiting)
      throw new ParameterException(
          spec.commandLine(),
          "expected 1 <= queues <= waiting <= interactions; found "
              + queues
              + ", "
              + waiting
              + " and "
              + interactions);
  }
}
