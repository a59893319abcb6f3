package io.ixion.benchmark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.node.Node;
import io.ixion.node.NodeSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A made-up day against a real node, at a speed at which it takes seconds. */
class ReplayIT {
  @Test
  void aMadeUpDayPasses(@TempDir Path directory) throws Exception {
    Path result = directory.resolve("result.json");
    try (Node node = Node.start(NodeSettings.of(directory.resolve("data")))) {
      int exit =
          new CommandLine(new ReplayCommand())
              .execute(
                  "--synthetic",
                  "3",
                  "--calls",
                  "120",
                  "--speed",
                  "4000",
                  "--url",
                  node.uri().toString(),
                  "--json",
                  result.toString());
      assertThat(exit).isZero();
    }
    JsonNode document = new ObjectMapper().readTree(result.toFile());
    assertThat(document.path("verdict").asText()).isEqualTo("pass");
    assertThat(
            document.path("served").asInt()
                + document.path("abandoned").asInt()
                + document.path("left").asInt())
        .isEqualTo(document.path("offered").asInt());
  }
}
