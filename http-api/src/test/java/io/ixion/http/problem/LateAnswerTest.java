package io.ixion.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.http.StubEngine;
import io.ixion.http.TestApi;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LateAnswerTest {
  @Test
  void whoGetsNoAnswerInTimeIsToldToAskAgain() {
    try (var api = new TestApi("ixion.http.request-timeout = 1s")) {
      api.engine.interaction = (id, command) -> new CompletableFuture<>();

      var answer = api.post("/api/v1/interactions/" + StubEngine.ID.value() + "/stop", "{}");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }
}
