package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import io.ixion.benchmark.cluster.Cluster;
import io.ixion.benchmark.cluster.Network;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short drill: three nodes as processes lose a node, roll one and lose their database. */
class DrillIT {
  private static final long SEED = 7;

  /** Two cores for all of it must do; whoever wants more load runs the command. */
  private static final int RATE = 10;

  private static final DrillOptions GENTLE =
      new DrillOptions(
          Optional.empty(),
          DrillOptions.Victim.ANY,
          Optional.empty(),
          Optional.empty(),
          RATE,
          Duration.ZERO);

  @TempDir private Path directory;

  @Test
  void nothingIsLostWhateverBreaks() throws Exception {
    var data = new WholeData();
    var said = new ArrayList<String>();
    var results = new ArrayList<RunResult>();
    try (Network network = Network.loopback();
        Cluster cluster = Cluster.start(DrillCommand.plan(3, directory, network), said::add)) {
      data.submit(cluster.uris());
      for (FaultKind kind :
          List.of(FaultKind.KILL_NODE, FaultKind.STOP_NODE, FaultKind.KILL_DATABASE)) {
        Path home = Files.createDirectory(directory.resolve(kind.toString()));
        results.add(
            new Drill(cluster, kind, GENTLE, SmallDisk.shared(home), home, said::add)
                .run(results.size() + 1, SEED));
      }
      data.verify(cluster.uris());
    }
    assertThat(results)
        .as(() -> String.join("\n", said))
        .allSatisfy(
            result -> {
              assertThat(result.problems()).isEmpty();
              assertThat(result.verdict().isPass())
                  .as(() -> result.json().toPrettyString())
                  .isTrue();
              assertThat(result.interactions()).isPositive();
            });
    var printed = new StringWriter();
    var report = new DrillReport(FaultKind.KILL_NODE, 3, SEED, GENTLE, results.size(), results);
    report.print(new PrintWriter(printed));
    assertThat(printed.toString()).contains("Verdict: pass");
    JsonNode line = new ObjectMapper().readTree(report.summary().toString());
    assertThat(line.fieldNames())
        .toIterable()
        .contains(
            "fault", "runs", "lost", "doubled", "stuck", "gap_ms_max", "gap_ms_p50", "verdict");
    assertThat(line.path("verdict").asText()).isEqualTo("pass");
  }

  @Test
  void saysWhatItExpectsInsteadOfAnUnknownFault() {
    var err = new StringWriter();
    int code = Ixion.commandLine().setErr(new PrintWriter(err)).execute("drill", "burn-node");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("kill-node").contains("burn-node");
  }
}
