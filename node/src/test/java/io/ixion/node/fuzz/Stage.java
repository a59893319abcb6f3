package io.ixion.node.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Makes what the requests of a scene are about, and sends its agents home after it. */
final class Stage {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int INTERACTIONS = 6;
  private static final List<String> TENANTS = List.of("default", "default", "acme", Cast.LONG_NAME);

  private final Function<Draft, Answer> client;
  private final long seed;

  Stage(Function<Draft, Answer> client, long seed) {
    this.client = client;
    this.seed = seed;
  }

  List<Cast> set(long scene) {
    var casts = new ArrayList<Cast>();
    var nobody = new Cast("default", List.of(), List.of(), List.of(), List.of());
    ask(nobody, "GET", "/health/ready", "");
    for (int i = 0; i < TENANTS.size(); i++) casts.add(cast(TENANTS.get(i), scene + "-" + i));
    return casts;
  }

  void clear(List<Cast> casts) {
    for (Cast cast : casts)
      for (String agent : cast.agents())
        ask(cast, "DELETE", "/api/v1/agents/" + agent + "/session", "");
  }

  private Cast cast(String tenant, String scene) {
    var queues = List.of("billing", "disputes", "q+" + "Q".repeat(126));
    var agents = List.of("ann-" + scene, "bob-" + scene);
    var cast = new Cast(tenant, queues, agents, new ArrayList<>(), new ArrayList<>());
    for (String queue : queues)
      ask(cast, "PUT", "/api/v1/queues/" + queue.replace("+", "%2B"), "{}");
    for (int i = 0; i < INTERACTIONS; i++) cast.interactions().add(submitted(cast, scene, i));
    for (String agent : agents) {
      String path = "/api/v1/agents/" + agent;
      ask(cast, "PUT", path, "{\"skills\":{\"german\":5},\"capacity\":{\"chat\":3}}");
      ask(
          cast,
          "POST",
          path + "/session",
          "{\"media\":{\"chat\":\"ready\",\"email\":\"not-ready\"}}");
    }
    for (String filter : List.of("limit=1", "limit=1&queue=billing"))
      cast.cursors().add(cursor(cast, filter));
    return cast;
  }

  private String submitted(Cast cast, String scene, int index) {
    String body =
        "{\"queue\":\"billing\",\"mediaType\":\"%s\",\"isOnline\":%s,\"isHeld\":%s,\"data\":{\"n\":{\"i\":%d}}}"
            .formatted(index % 3 == 0 ? "email" : "chat", index % 2 == 0, index % 4 == 3, index);
    Draft draft = draft(cast, "POST", "/api/v1/interactions", body);
    draft.header("Idempotency-Key", "stage-" + seed + "-" + scene + "-" + index);
    return json(client.apply(draft)).path("id").asText();
  }

  /** The list follows the journal; once it has two there is a next page. */
  private String cursor(Cast cast, String filter) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Draft draft = draft(cast, "GET", "/api/v1/interactions", "");
      draft.query.add(filter);
      String next = json(client.apply(draft)).at("/page/next").asText();
      if (!next.isEmpty()) return next;
      if (System.nanoTime() > end) throw new AssertionError("the list does not follow the journal");
      LockSupport.parkNanos(LOOK.toNanos()); // between two looks at a condition
    }
  }

  private void ask(Cast cast, String method, String path, String body) {
    Answer answer = client.apply(draft(cast, method, path, body));
    if (!answer.isDone()) throw new AssertionError(method + " " + path + ": " + answer.text());
  }

  private static Draft draft(Cast cast, String method, String path, String body) {
    var draft = new Draft(method, path, cast);
    draft.header("Host", "localhost");
    draft.header("Ixion-Tenant", cast.tenant());
    if (body.isEmpty()) return draft;
    draft.header("Content-Type", "application/json");
    draft.body(body.getBytes(StandardCharsets.UTF_8));
    return draft;
  }

  private static JsonNode json(Answer answer) {
    try {
      return ValidRequests.JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new AssertionError("no JSON: " + answer.text(), broken);
    }
  }
}
