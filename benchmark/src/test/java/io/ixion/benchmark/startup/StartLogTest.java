package io.ixion.benchmark.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLogTest {
  @TempDir private Path directory;

  @Test
  void theLastStartCounts() throws IOException {
    Path log = directory.resolve("node.log");
    Files.writeString(
        log,
        """
        12:00:00 INFO Node - ready after 30 ms: jvm 10, database 20
        12:00:01 INFO Node - something else
        12:00:02 INFO Node - ready after 7 ms: jvm 3, read-side 4
        Ixion is ready.
        """);
    assertThat(StartLog.phases(log)).containsEntry("jvm", 3.0).containsEntry("read-side", 4.0);
  }

  @Test
  void aLogWithoutAStartIsRefused() throws IOException {
    Path log = Files.writeString(directory.resolve("node.log"), "nothing\n");
    assertThatThrownBy(() -> StartLog.phases(log)).hasMessageContaining("ready after");
  }

  @Test
  void medianAndWorst() {
    var measured = new Measured();
    for (double value : new double[] {5, 1, 3}) measured.add("ready", value);
    assertThat(measured.median("ready")).isEqualTo(3);
    assertThat(measured.worst("ready")).isEqualTo(5);
  }
}
