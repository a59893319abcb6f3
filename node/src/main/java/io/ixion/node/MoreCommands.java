package io.ixion.node;

import picocli.CommandLine;

/**
 * What adds its commands to those of the product, if it is on the class path: a service that is
 * found by {@link java.util.ServiceLoader}. Nothing of the product knows or needs one.
 */
public interface MoreCommands {
  /** Adds them, and what the help of {@code ixion} should say because of them. */
  void addTo(CommandLine ixion);
}
