package io.ixion.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.kernel.Outcome;
import io.ixion.engine.kernel.TenantId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestPracticeTest {
  @Test
  void changesNothingOfAnybodyAndIsNotCounted() {
    try (var api = new TestApi()) {
      api.engine.queueKnown = false;
      api.engine.interaction =
          (id, command) ->
              CompletableFuture.completedFuture(Outcome.refused("not-found", "no " + id));
      api.practise();
      assertThat(api.engine.asked)
          .hasSizeGreaterThan(3)
          .allSatisfy(asked -> assertThat(asked.tenant()).isNotEqualTo(new TenantId("default")))
          .noneSatisfy(
              asked -> assertThat(asked.what()).isInstanceOf(InteractionCommand.Submit.class));
      assertThat(api.get("/metrics").text())
          .doesNotContain("http_server_request_duration_seconds_count");
    }
  }

  @Test
  void endsWhenNothingIsAnswered() {
    try (var api = new TestApi()) {
      api.engine.interaction = (id, command) -> new CompletableFuture<>();
      api.practise();
      assertThat(api.get("/health/live").status()).isEqualTo(200);
    }
  }
}
