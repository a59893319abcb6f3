package io.ixion.benchmark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A bench of a few interactions: the figures mean nothing, the document and the checks do. */
class BenchIT {
  @TempDir private Path directory;

  @Test
  void measuresChecksAndWritesOneDocument() throws Exception {
    Path file = directory.resolve("bench.json");
    int exit =
        new CommandLine(new BenchCommand())
            .execute(
                "life",
                "backlog",
                "--quick",
                "--items=100",
                "--roads=floor,engine,http",
                "--waiting=200",
                "--data=" + directory.resolve("data"),
                "--json=" + file);

    assertThat(exit).isZero();
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.at("/validity/valid").asBoolean()).isTrue();
    assertThat(document.at("/settings/durability/fsync").asText()).isEqualTo("on");
    assertThat(document.at("/settings/durability/synchronous_commit").asText()).isEqualTo("on");
    for (String ratio :
        new String[] {"/life/engine/ratio", "/life/http/ratio", "/backlog/200/ratio"})
      assertThat(document.at(ratio).asDouble()).as(ratio).isPositive();
    for (String road : new String[] {"floor", "engine", "http"}) {
      JsonNode life = document.at("/life/" + road);
      assertThat(life.path("cpu_s_per_1000").asDouble()).isPositive();
      assertThat(life.path("wal_bytes_per_interaction").asDouble()).isPositive();
    }
  }

  @Test
  void measuresSeveralNodesAgainstOne() throws Exception {
    Path file = directory.resolve("cluster.json");
    int exit =
        Ixion.commandLine()
            .execute("bench", "cluster", "--quick", "--nodes=2", "--items=60", "--json=" + file);

    assertThat(exit).isZero();
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.at("/validity/valid").asBoolean()).isTrue();
    for (String figure :
        new String[] {
          "/scaling/ratio",
          "/scaling/ratio_to_floor",
          "/scaling/node_cpu_s_per_1000",
          "/scaling/cores_busy",
          "/nodes/cluster/ratio",
          "/node/one/ratio"
        }) assertThat(document.at(figure).asDouble()).as(figure).isPositive();
  }
}
