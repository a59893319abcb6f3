package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.Ixion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrillCommandTest {
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("drill roll --at submit", "--at is for kill-node"),
          Map.entry("drill kill-node --at submit --victim oldest", "leave --victim out"),
          Map.entry("drill kill-all --victim oldest", "--victim is for a fault of one node"),
          Map.entry("drill kill-node --cut all", "--cut is for partition"),
          Map.entry("drill kill-node --outage 5s", "--outage is for a fault that lasts"),
          Map.entry("drill kill-database --outage 5", "expected a number with ms"),
          Map.entry(
              "drill kill-node --at stop", "expected one of submit, offer, accept; found stop"),
          Map.entry("drill partition --cut half", "one of others, peer, database, all, one-way"),
          Map.entry("drill kill-node --nodes 1 --victim other", "there is no other"));

  @Test
  void saysWhatDoesNotGoTogether() {
    WRONG.forEach(
        (command, why) -> {
          var err = new StringWriter();
          int code = Ixion.commandLine().setErr(new PrintWriter(err)).execute(command.split(" "));

          assertThat(code).as(command).isEqualTo(2);
          assertThat(err.toString()).as(command).contains(why);
        });
  }

  @Test
  void theHelpNamesEveryFault() {
    var out = new StringWriter();

    Ixion.commandLine().setOut(new PrintWriter(out)).execute("drill", "--help");

    for (FaultKind kind : FaultKind.values())
      assertThat(out.toString()).contains("  " + kind + " ");
  }
}
