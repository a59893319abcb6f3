package io.ixion.benchmark.startup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few stored interactions: the figures mean nothing, what is stored and the document do. */
class StartupIT {
  @TempDir private Path directory;

  @Test
  void startsOnAnEmptyAndOnAFullDatabaseAndWritesOneDocument() throws Exception {
    Path file = directory.resolve("startup.json");
    int exit =
        Ixion.commandLine()
            .execute(
                "bench",
                "startup",
                "--interactions=200",
                "--waiting=40",
                "--queues=20",
                "--repeat=1",
                "--data=" + directory.resolve("data"),
                "--json=" + file);

    assertThat(exit).isZero();
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.at("/settings/interactions").asInt()).isEqualTo(200);
    assertThat(document.at("/settings/durability/fsync").asText()).isEqualTo("on");
    for (String figure :
        new String[] {"/ready_s/empty", "/ready_s/full", "/queues_s", "/stop_s", "/stop_idle_s"})
      assertThat(document.at(figure).asDouble()).as(figure).isPositive();
    for (String phase :
        new String[] {
          "jvm",
          "database",
          "actor-system",
          "engine",
          "http",
          "practice",
          "member-up",
          "shards",
          "read-side",
          "port"
        })
      for (String which : new String[] {"empty", "full"})
        assertThat(document.at("/phases_ms/" + which).has(phase)).as(phase).isTrue();
    nothingIsForOthers(directory.resolve("data"));
  }

  /** The logs of the nodes neither: they may quote what is stored. */
  private static void nothingIsForOthers(Path data) throws IOException {
    assertThat(data.resolve("node-1.log")).exists();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path file : (Iterable<Path>) all.filter(f -> !Files.isSymbolicLink(f))::iterator)
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as("%s", file)
            .endsWith("------");
    }
  }
}
