package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.replay.CallHistory.Event;
import io.ixion.benchmark.replay.Progress.Trace;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads everything that the API says of the replayed interactions once the day is over. */
final class HistoryCollector {
  private static final int PARALLEL = 8;
  private static final int PAGE = 500;
  private static final int SAMPLE = 20;
  private static final int LOOKS = 100;

  private final Api api;
  private final double speed;

  HistoryCollector(Api api, double speed) {
    this.api = api;
    this.speed = speed;
  }

  List<CallHistory> collect(List<Trace> traces) throws IOException, InterruptedException {
    Map<String, JsonNode> listed = settled(traces);
    ExecutorService readers = Executors.newFixedThreadPool(PARALLEL);
    try {
      var pending = new ArrayList<Future<CallHistory>>();
      for (Trace trace : traces) pending.add(readers.submit(() -> history(trace, listed)));
      var histories = new ArrayList<CallHistory>();
      for (Future<CallHistory> one : pending) histories.add(one.get());
      return histories;
    } catch (ExecutionException e) {
      throw new IOException(
          "cannot read what became of the interactions: " + e.getCause().getMessage(), e);
    } finally {
      readers.shutdownNow();
    }
  }

  /** The list follows the journal with a short delay: it is read until it shows the end of all. */
  private Map<String, JsonNode> settled(List<Trace> traces)
      throws IOException, InterruptedException {
    Map<String, JsonNode> listed = list();
    for (int look = 0; look < LOOKS && stopped(listed, traces) < traces.size(); look++) {
      TimeUnit.MILLISECONDS.sleep(100);
      listed = list();
    }
    return listed;
  }

  private static long stopped(Map<String, JsonNode> listed, List<Trace> traces) {
    return traces.stream()
        .map(t -> listed.getOrDefault(t.interaction, MissingNode.getInstance()))
        .filter(i -> i.path("state").asText().equals("stopped"))
        .count();
  }

  /** In a tenant of its own a replay finds its own interactions and no others. */
  List<String> strangers(List<Trace> traces) throws IOException {
    var listed = list().keySet();
    traces.forEach(trace -> listed.remove(trace.interaction));
    return listed.stream().map(id -> id + " is listed and nobody submitted it").toList();
  }

  private Map<String, JsonNode> list() throws IOException {
    var found = new HashMap<String, JsonNode>();
    String cursor = "";
    do {
      Api.Answer page =
          api.send(
              "GET",
              "/api/v1/interactions?queue=" + Performance.QUEUE + "&limit=" + PAGE + cursor,
              null);
      if (!page.isSuccess())
        throw new IOException("the list was refused: " + page.status() + " " + page.body());
      page.body().path("items").forEach(i -> found.put(i.path("id").asText(), i));
      String next = page.body().path("page").path("next").asText("");
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return found;
  }

  private CallHistory history(Trace trace, Map<String, JsonNode> listed) throws IOException {
    String path = "/api/v1/interactions/" + trace.interaction;
    Api.Answer owner = api.send("GET", path, null);
    Api.Answer journal = api.send("GET", path + "/events?limit=500", null);
    var events = new ArrayList<Event>();
    for (JsonNode e : journal.body().path("items"))
      events.add(
          new Event(
              e.path("revision").asLong(),
              e.path("type").asText(),
              Instant.parse(e.path("at").asText()),
              e.path("agent").asText("")));
    long credit = trace.call.recorded().priority() == 2 ? Math.round(90_000 / speed) : 0;
    return new CallHistory(
        trace.interaction,
        trace.key,
        trace.call.recorded().type(),
        credit,
        events,
        owner.isSuccess() ? owner.body() : MissingNode.getInstance(),
        listed.getOrDefault(trace.interaction, MissingNode.getInstance()));
  }

  /** Repeats some submits and accepts: neither makes anything new or changes what is there. */
  List<String> repeatSome(List<Trace> traces) throws IOException {
    var wrong = new ArrayList<String>();
    for (int i = 0; i < traces.size(); i += Math.max(1, traces.size() / SAMPLE)) {
      Trace trace = traces.get(i);
      long before = revision(trace);
      Api.Answer again =
          api.send("POST", "/api/v1/interactions", Performance.body(trace.call, speed), trace.key);
      if (!again.replayed() || !again.body().path("id").asText().equals(trace.interaction))
        wrong.add(
            "the repeated submit of "
                + trace.interaction
                + " answered "
                + again.status()
                + " "
                + again.body().path("id").asText(again.code()));
      if (trace.offer().isPresent()) {
        String offer = trace.offer().get();
        api.send("POST", "/api/v1/offers/" + offer + "/accept", null, offer);
      }
      if (revision(trace) != before)
        wrong.add("a repeated submit or accept of " + trace.interaction + " changed it");
    }
    return wrong;
  }

  private long revision(Trace trace) throws IOException {
    return api.send("GET", "/api/v1/interactions/" + trace.interaction, null)
        .body()
        .path("revision")
        .asLong();
  }
}
