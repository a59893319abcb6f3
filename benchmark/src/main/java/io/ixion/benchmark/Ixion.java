package io.ixion.benchmark;

import io.ixion.benchmark.bench.BenchCommand;
import io.ixion.benchmark.demo.DemoCommand;
import io.ixion.benchmark.drill.DrillCommand;
import io.ixion.benchmark.replay.ReplayCommand;
import io.ixion.benchmark.startup.TrainCommand;
import io.ixion.http.StartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Ixion. */
@Command(
    name = "ixion",
    mixinStandardHelpOptions = true,
    version = "Ixion 0.1.0",
    description =
        "A clustered interaction engine: durable, routed by skill and priority, handed to exactly one agent.",
    subcommands = {
      StartCommand.class,
      DemoCommand.class,
      ReplayCommand.class,
      BenchCommand.class,
      DrillCommand.class,
      TrainCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {"", "Try: ixion demo", "Each command has --help."})
public final class Ixion implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Ixion() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Every command and option there is. */
  public static CommandLine commandLine() {
    return new CommandLine(new Ixion()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Command(name = "version", description = "Prints the version.")
  void version() {
    spec.commandLine().printVersionHelp(spec.commandLine().getOut());
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
