package io.ixion.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One simulated agent at the API: logs in, follows its event stream on a thread of its own, and
 * logs in again when it finds that its session was lost.
 */
public final class SimulatedAgent implements AutoCloseable {
  private final Api api;
  private final String path;
  private final Collection<String> media;
  private final Worker worker;
  private final Thread thread;
  private volatile boolean onDuty;
  private volatile boolean closed;

  /** What an agent does with what it is offered; called on the stream's thread. */
  public interface Worker {
    void offered(String offerId, JsonNode interaction);

    /** The agent has this one: just accepted, or found in a snapshot after a break. */
    void has(JsonNode interaction);

    /** After a break: the agent has these and no others. */
    void hasOnly(Set<String> interactionIds);

    /** The agent lost this one without having stopped it. */
    void lost(String interactionId, String reason);
  }

  private SimulatedAgent(
      Api api, String path, Collection<String> media, Worker worker, String name) {
    this.api = api;
    this.path = path;
    this.media = media;
    this.worker = worker;
    this.thread =
        new Thread(() -> api.follow(path + "/events", this::on, () -> closed), "agent-" + name);
    thread.setDaemon(true);
  }

  /** Configures the agent and opens its stream; it is not on duty yet. */
  public static SimulatedAgent open(
      Api api, String agent, Map<String, Integer> skills, Collection<String> media, Worker worker)
      throws IOException {
    String path = "/api/v1/agents/" + agent;
    String levels =
        new TreeMap<>(skills)
            .entrySet().stream()
                .map(skill -> "\"" + skill.getKey() + "\":" + skill.getValue())
                .collect(Collectors.joining(","));
    expect(api.send("PUT", path, "{\"skills\":{" + levels + "}}"), "configure agent " + agent);
    var one = new SimulatedAgent(api, path, media, worker, agent);
    one.thread.start();
    return one;
  }

  /** Logs in, ready for every medium. */
  public void start() throws IOException {
    onDuty = true;
    logIn();
  }

  private void logIn() throws IOException {
    String ready =
        media.stream().map(m -> "\"" + m + "\":\"ready\"").collect(Collectors.joining(","));
    expect(api.send("POST", path + "/session", "{\"media\":{" + ready + "}}"), "log in " + path);
  }

  /** Takes nothing more; what is held stays. */
  public void pause(String reason) throws IOException {
    for (String medium : media)
      api.send("POST", path + "/media/" + medium + "/not-ready", "{\"reason\":\"" + reason + "\"}");
  }

  public void resume() throws IOException {
    for (String medium : media) api.send("POST", path + "/media/" + medium + "/ready", null);
  }

  /** Ends the session. */
  public void leave() throws IOException {
    onDuty = false;
    api.send("DELETE", path + "/session", null);
  }

  private void on(String event, JsonNode data) {
    switch (event) {
      case "snapshot" -> onSnapshot(data);
      case "state" -> backOnDuty(data.path("agent"));
      case "offer" -> worker.offered(data.path("offerId").asText(), data.path("interaction"));
      case "assigned" -> worker.has(data.path("interaction"));
      case "taken" ->
          worker.lost(data.path("interactionId").asText(), data.path("reason").asText());
      default -> {}
    }
  }

  private void onSnapshot(JsonNode snapshot) {
    var held = new HashSet<String>();
    snapshot.path("interactions").forEach(i -> held.add(i.path("id").asText()));
    worker.hasOnly(held);
    snapshot.path("interactions").forEach(worker::has);
    snapshot
        .path("offers")
        .forEach(o -> worker.offered(o.path("offerId").asText(), o.path("interaction")));
    backOnDuty(snapshot.path("agent"));
  }

  private void backOnDuty(JsonNode agent) {
    if (!onDuty || agent.has("session")) return;
    try {
      logIn();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the stream is opened again and tells it again
    }
  }

  private static void expect(Api.Answer answer, String what) throws IOException {
    if (!answer.isSuccess())
      throw new IOException("cannot " + what + ": " + answer.status() + " " + answer.body());
  }

  @Override
  public void close() {
    closed = true;
  }
}
