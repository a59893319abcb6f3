package io.ixion.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.queue.QueueDefinition;
import io.ixion.http.TestApi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationsRoutesTest {
  private static TestApi api;

  @BeforeAll
  static void start() {
    api = new TestApi();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void isReadyWhenEngineAndDatabaseAre() {
    assertThat(api.get("/health/live").status()).isEqualTo(200);
    assertThat(api.get("/health/ready").status()).isEqualTo(200);
    assertThat(api.get("/health/entry").status()).isEqualTo(200);
    api.databaseUp.set(false);
    var down = api.get("/health/ready");
    assertThat(down.status()).isEqualTo(503);
    assertThat(down.json().at("/checks/database").asText()).isEqualTo("down");
    assertThat(down.json().at("/checks/engine").asText()).isEqualTo("up");
    api.databaseUp.set(true);
    api.engine.ready = false;
    assertThat(api.get("/health/ready").status()).isEqualTo(503);
    assertThat(api.get("/health/entry").status()).isEqualTo(404);
    assertThat(api.get("/health/live").status()).isEqualTo(200);
    api.engine.ready = true;
  }

  @Test
  void showsFiguresWithoutIdsOrTenants() {
    api.get("/api/v1/queues/secret-queue", "Ixion-Tenant", "secret-tenant");
    var answer = api.get("/metrics");
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text())
        .contains("ixion_read_side_lag_seconds 0.25")
        .contains("ixion_offer_made_total 5.0")
        .contains("ixion_offer_ended_total{outcome=\"accepted\"} 4.0")
        .contains("ixion_entities 2.0")
        .contains("jvm_memory_used_bytes")
        .contains("http_server_request_duration_seconds_bucket")
        .contains("http_route=\"/api/v1/queues/{name}\"")
        .doesNotContain("secret");
  }

  @Test
  void putsAndListsQueues() {
    api.engine.queueKnown = false;
    var created = api.withBody("PUT", "/api/v1/queues/billing", "{\"description\":\"bills\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(api.get("/api/v1/queues/billing").status()).isEqualTo(404);
    api.engine.queueKnown = true;
    assertThat(api.withBody("PUT", "/api/v1/queues/billing", "{}").status()).isEqualTo(200);
    var json = api.get("/api/v1/queues/billing").json();
    assertThat(json.path("waiting").asInt()).isEqualTo(2);
    assertThat(json.path("oldestWaitingSince").asText()).isEqualTo("2026-11-23T10:00:00.123Z");
    var tenant = new TenantId("default");
    api.engine.definitions =
        List.of(
            new QueueDefinition(tenant, new QueueId("a"), 1, Optional.empty()),
            new QueueDefinition(tenant, new QueueId("b"), 1, Optional.empty()));
    var first = api.get("/api/v1/queues?limit=1").json();
    assertThat(first.at("/items/0/name").asText()).isEqualTo("a");
    var second = api.get("/api/v1/queues?limit=1&cursor=" + first.at("/page/next").asText()).json();
    assertThat(second.at("/items/0/name").asText()).isEqualTo("b");
    assertThat(second.path("page").has("next")).isFalse();
    assertThat(api.get("/api/v1/queues?cursor=zz").code()).isEqualTo("cursor-mismatch");
  }
}
