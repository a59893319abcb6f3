package io.ixion;

import io.ixion.node.MoreCommands;
import io.ixion.node.StartCommand;
import io.ixion.node.TrainCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of Ixion: what the product can do, and what else is on the class path. */
@Command(
    name = "ixion",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    version = "Ixion 0.1.0",
    description =
        "A clustered interaction engine: durable, routed by skill and priority, handed to exactly one agent.",
    subcommands = {StartCommand.class, TrainCommand.class},
    footer = {"", "Each command has --help."})
public final class Ixion implements Runnable {
  @CommandLine.Spec private CommandSpec spec;

  private Ixion() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** Every command and option there is. */
  public static CommandLine commandLine() {
    var ixion = new CommandLine(new Ixion());
    for (MoreCommands more : ServiceLoader.load(MoreCommands.class)) more.addTo(ixion);
    ixion.addSubcommand(new CommandLine.HelpCommand());
    ixion.getCommandSpec().addMethodSubcommands();
    return ixion.setCaseInsensitiveEnumValuesAllowed(true); // of all that were added before
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
