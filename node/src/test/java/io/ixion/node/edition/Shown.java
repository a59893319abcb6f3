package io.ixion.node.edition;

import static io.ixion.node.TenantClient.API;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.testing.Answer;
import io.ixion.node.Node;
import io.ixion.node.TenantClient;
import io.ixion.node.edition.FirstEditionAnswers.Recorded;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What a node shows of everything that the first edition left, once it has done what was due: then
 * nothing moves by itself.
 */
final class Shown {
  private final Map<String, JsonNode> rows = new HashMap<>();
  private final Map<Recorded, Answer> owners = new HashMap<>();
  private final Map<Recorded, Answer> histories = new HashMap<>();
  private final Map<Recorded, Answer> agents = new HashMap<>();

  private Shown() {}

  static Shown by(Node node) {
    await("what is over to be taken back", () -> !isAnyOut(node));
    await("lost sessions to end", () -> !isAnyLoggedIn(node));
    var shown = new Shown();
    for (String tenant : FirstEditionAnswers.tenants())
      for (JsonNode row : new TenantClient(node.uri(), tenant).items(API + "/interactions"))
        shown.rows.put(row.path("id").asText(), row);
    for (Recorded one : FirstEditionAnswers.interactions()) {
      TenantClient client = new TenantClient(node.uri(), one.tenant());
      shown.owners.put(one, client.get(one.path("interactions")));
      shown.histories.put(one, client.get(one.path("interactions") + "/events?limit=500"));
    }
    for (Recorded one : FirstEditionAnswers.agents())
      shown.agents.put(one, new TenantClient(node.uri(), one.tenant()).get(one.path("agents")));
    return shown;
  }

  private static boolean isAnyOut(Node node) {
    return FirstEditionAnswers.interactions().stream()
        .filter(Recorded::isOver)
        .anyMatch(
            one -> {
              TenantClient client = new TenantClient(node.uri(), one.tenant());
              return client.hasInList(one.id(), "offered")
                  || client.hasInList(one.id(), "handling");
            });
  }

  private static boolean isAnyLoggedIn(Node node) {
    return FirstEditionAnswers.agents().stream()
        .filter(Recorded::isOver)
        .map(one -> new TenantClient(node.uri(), one.tenant()).get(one.path("agents")))
        .anyMatch(agent -> agent.json().has("session"));
  }

  /** Of the interaction's owner. */
  Answer owner(Recorded one) {
    return owners.get(one);
  }

  /** In the list. */
  JsonNode row(Recorded one) {
    assertThat(rows).as(one.story()).containsKey(one.id());
    return rows.get(one.id());
  }

  int rows() {
    return rows.size();
  }

  /** The events that are shown of an interaction. */
  JsonNode history(Recorded one) {
    return histories.get(one).json().path("items");
  }

  Answer agent(Recorded one) {
    return agents.get(one);
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("waited in vain for " + what);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
