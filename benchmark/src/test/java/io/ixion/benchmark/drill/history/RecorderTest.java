package io.ixion.benchmark.drill.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.benchmark.drill.history.Edge.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
  @Test
  void whatIsWrittenIsReadAgainInTheOrderOfItsTimes(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("history.jsonl");
    Edge begun = Edge.invoke("client-1", "accept", "i1", "key", "ana", "off_i1_1", 2);
    Edge told = Edge.told("ana", "offer", "i1", "off_i1_1", "");
    try (var recorder = new Recorder(file)) {
      recorder.record(told);
      recorder.record(begun);
      recorder.record(begun.ended(Kind.OK, "", 200, 3, ""));
    }

    List<Edge> read = Recorder.read(file);

    assertThat(Files.readAllLines(file)).hasSize(4).allMatch(line -> line.startsWith("{"));
    assertThat(read.get(0).is(Kind.MARK, Recorder.START)).isTrue();
    assertThat(read).isSortedAccordingTo((a, b) -> Long.compare(a.t(), b.t()));
    assertThat(read.get(1)).isEqualTo(told.at(read.get(1).t()));
    assertThat(read.get(2)).isEqualTo(begun.at(read.get(2).t()));
    assertThat(read.get(3).kind()).isEqualTo(Kind.OK);
    assertThat(read.get(3).revision()).isEqualTo(3);
    assertThat(read.get(3).ixn()).isEqualTo("i1");
  }

  @Test
  void theFirstEdgeLikeTheOneWantedIsTold(@TempDir Path directory) throws IOException {
    try (var recorder = new Recorder(directory.resolve("history.jsonl"))) {
      CompletableFuture<Edge> accept = recorder.next(edge -> edge.is(Kind.INVOKE, "accept"));
      recorder.record(Edge.invoke("client-1", "submit", "", "key-1", "", "", 1));
      assertThat(accept).isNotDone();
      Edge first = Edge.invoke("ana", "accept", "i1", "key-2", "ana", "off_i1_1", 2);
      recorder.record(first);
      recorder.record(Edge.invoke("ben", "accept", "i2", "key-3", "ben", "off_i2_1", 3));

      assertThat(accept).isCompletedWithValue(first);
    }
  }
}
