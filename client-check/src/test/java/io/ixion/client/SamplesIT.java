package io.ixion.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ixion.client.sample.Road;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the samples of docs/clients.md, where the program is that they need. */
@ExtendWith(RunningNode.class)
class SamplesIT {
  private final URI node;

  SamplesIT(URI node) {
    this.node = node;
  }

  @Test
  void java() throws Exception {
    assertThat(new Road(node, "sample-java").drive())
        .containsExactly(
            "SubmittedEvent",
            "DataChangedEvent",
            "ResumedEvent",
            "OfferedEvent",
            "AcceptedEvent",
            "StoppedEvent");
  }

  @Test
  void curl() throws Exception {
    assumeTrue(isThere("bash") && isThere("curl"), "needs bash and curl");
    drivesTheRoad("bash", "road.sh");
  }

  @Test
  void python() throws Exception {
    assumeTrue(isThere("python3"), "needs python3");
    drivesTheRoad("python3", "road.py");
  }

  private void drivesTheRoad(String program, String sample) throws Exception {
    Path said = Files.createTempFile(Path.of("target"), sample, ".log");
    Process process =
        new ProcessBuilder(
                program,
                Path.of("src/test/samples", sample).toString(),
                node.toString().replaceAll("/$", ""),
                "sample-" + program)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(said)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(Files.readString(said).strip())
        .isEqualTo("submitted data-changed resumed offered accepted stopped");
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
