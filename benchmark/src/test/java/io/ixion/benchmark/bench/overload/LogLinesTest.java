package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {
  @TempDir private Path directory;

  @Test
  void linesOfOneKindDifferInNumbersAndNames() {
    assertThat(LogLines.kind("01:02:03.456 WARN  ProblemResponses - unavailable: /api/v1/x Ask 7"))
        .isEqualTo("WARN ProblemResponses unavailable");
    assertThat(LogLines.kind("01:02:03.456 WARN  Refusals - 4711 submits refused, 3 unknown"))
        .isEqualTo("WARN Refusals submits refused");
    assertThat(LogLines.kind("\tat java.lang.Thread.run")).isEqualTo("other lines");
  }

  @Test
  void countsWhatCameSince() throws IOException {
    Path log = directory.resolve("node.log");
    Files.writeString(log, "01:02:03.456 INFO  Node - before\n");
    long start = LogLines.end(log);
    Files.writeString(
        log,
        Files.readString(log)
            + "01:02:03.456 WARN  A - one 1\n01:02:03.456 WARN  A - one 2\nCaused by\n");

    assertThat(LogLines.since(log, start))
        .containsOnly(entry("WARN A one", 2L), entry("other lines", 1L));
  }
}
