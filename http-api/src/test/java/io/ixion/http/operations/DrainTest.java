package io.ixion.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.http.TestApi;
import org.junit.jupiter.api.Test;

class DrainTest {
  @Test
  void aStoppingNodeServesOnButSendsItsClientsElsewhere() {
    try (var api = new TestApi("ixion.http.drain = 4s")) {
      assertThat(api.get("/health/live").header("Connection")).isEmpty();

      api.beginToStop();
      TestApi.Answer ready = api.get("/health/ready");
      while (ready.status() == 200) ready = api.get("/health/ready"); // until the drain has begun

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.header("Connection")).isEqualTo("close");
      assertThat(api.get("/health/entry").status()).isEqualTo(404);
      TestApi.Answer served = api.get("/health/live");
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.header("Connection")).isEqualTo("close");
    }
  }
}
