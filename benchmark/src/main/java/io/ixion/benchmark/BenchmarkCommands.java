package io.ixion.benchmark;

import io.ixion.benchmark.bench.BenchCommand;
import io.ixion.benchmark.demo.DemoCommand;
import io.ixion.benchmark.drill.DrillCommand;
import io.ixion.benchmark.replay.ReplayCommand;
import io.ixion.node.MoreCommands;
import picocli.CommandLine;

/** The commands that show, measure and break a cluster. */
public final class BenchmarkCommands implements MoreCommands {
  @Override
  public void addTo(CommandLine ixion) {
    ixion.addSubcommand(new DemoCommand());
    ixion.addSubcommand(new ReplayCommand());
    ixion.addSubcommand(new BenchCommand());
    ixion.addSubcommand(new DrillCommand());
    ixion.getCommandSpec().usageMessage().footer("", "Try: ixion demo", "Each command has --help.");
  }
}
