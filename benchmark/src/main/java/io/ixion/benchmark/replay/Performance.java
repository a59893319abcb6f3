package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.client.SampleData;
import io.ixion.benchmark.client.SimulatedAgent;
import io.ixion.benchmark.replay.Progress.End;
import io.ixion.benchmark.replay.Progress.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Plays a day against a running node, over HTTP only: each arrival, each agent's span and each
 * caller's patience at its recorded time, sped up. Survives the loss of the node or its database as
 * long as the patience of {@link Api} lasts.
 */
final class Performance implements AutoCloseable {
  static final String QUEUE = "replay";
  static final String MEDIUM = "call";
  private static final int WORKERS = 48;

  private final Api api;
  private final Day day;
  private final double speed;
  private final String run;
  private final Progress progress = new Progress();
  private final Map<String, SimulatedAgent> simulated = new HashMap<>();
  private final Map<String, String> holding = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(daemon("replay-clock"));
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, daemon("replay"));
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicInteger toCome;
  private final AtomicInteger onDuty = new AtomicInteger();
  private final Map<String, Long> freeSince = new ConcurrentHashMap<>();
  private final Set<Day.Shift> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private long startNanos;

  Performance(Api api, Day day, double speed, String run) {
    this.api = api;
    this.day = day;
    this.speed = speed;
    this.run = run;
    this.toCome = new AtomicInteger(day.calls().size());
  }

  private static ThreadFactory daemon(String name) {
    var number = new AtomicInteger();
    return work -> {
      var thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Makes queue and agents, and puts the whole day on the clock. */
  void start() throws IOException {
    Api.Answer queue =
        api.send("PUT", "/api/v1/queues/" + QUEUE, "{\"description\":\"a replayed day\"}");
    if (!queue.isSuccess())
      throw new IOException("cannot create the queue: " + queue.status() + " " + queue.body());
    for (String agent : day.agents()) {
      var types = new TreeSet<String>();
      day.shifts().stream()
          .filter(s -> s.agent().equals(agent))
          .forEach(s -> types.addAll(s.types()));
      var skills = new HashMap<String, Integer>();
      types.forEach(type -> skills.put(type, 1));
      simulated.put(
          agent, SimulatedAgent.open(api, agent, skills, List.of(MEDIUM), new Agent(agent)));
    }
    startNanos = System.nanoTime();
    for (int i = 0; i < day.calls().size(); i++) {
      int number = i;
      Day.Call call = day.calls().get(i);
      at(call.recorded().queuedAt(), () -> arrives(number, call));
    }
    for (Day.Shift shift : day.shifts()) {
      at(shift.from(), () -> begins(shift));
      at(shift.to(), () -> ends(shift));
    }
  }

  private void at(double second, Work work) {
    long due = startNanos + (long) ((second - day.start()) / speed * 1e9);
    clock.schedule(
        () -> workers.execute(() -> run(work)), due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private interface Work {
    void run() throws IOException;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (IOException | RuntimeException e) {
      if (!closing) failure.compareAndSet(null, e);
    }
  }

  // Callers.

  private void arrives(int number, Day.Call call) throws IOException {
    String key = run + "-" + number;
    Api.Answer answer = api.send("POST", "/api/v1/interactions", body(call, speed), key);
    if (answer.status() != 201 && answer.status() != 200)
      throw new IOException("a submit was refused: " + answer.status() + " " + answer.body());
    var trace = new Trace(call, key, answer.body().path("id").asText());
    progress.submitted(trace);
    toCome.decrementAndGet();
    if (call.patience() != Day.Call.FOR_EVER)
      at(call.recorded().queuedAt() + call.patience(), () -> hangsUp(trace));
  }

  /** Priority 2 is credited 90 s of waiting, which at this speed are as many seconds fewer. */
  static String body(Day.Call call, double speed) {
    CallRecord recorded = call.recorded();
    Duration credit =
        recorded.priority() == 2 ? Duration.ofMillis(Math.round(90_000 / speed)) : Duration.ZERO;
    var body = JsonNodeFactory.instance.objectNode();
    body.put("queue", QUEUE).put("mediaType", MEDIUM).put("isOnline", true);
    body.put("externalId", recorded.id() + "#" + recorded.line())
        .put("waitCredit", credit.toString());
    body.putObject("skills").put(recorded.type(), 1);
    body.set("data", data(call));
    return body.toString();
  }

  /** What the caller's data are, from the submit to the end. */
  static ObjectNode data(Day.Call call) {
    return SampleData.of(call.recorded().line()).put("handlingSeconds", call.handling());
  }

  private void hangsUp(Trace trace) throws IOException {
    if (trace.acceptedBy().isPresent() || trace.end().isPresent()) return;
    String path = "/api/v1/interactions/" + trace.interaction;
    Api.Answer offline = api.send("POST", path + "/offline", null, trace.key + "-offline");
    if (offline.body().path("state").asText().equals("handling"))
      return; // served in the last moment
    Api.Answer stop =
        api.send("POST", path + "/stop", "{\"reason\":\"abandoned\"}", trace.key + "-hang");
    if (stop.isSuccess()) trace.ended(End.ABANDONED);
  }

  // Agents.

  private void begins(Day.Shift shift) throws IOException {
    onDuty.incrementAndGet();
    simulated.get(shift.agent()).start();
    freeSince.put(shift.agent(), System.nanoTime());
    begun.add(shift);
  }

  /** The agent takes nothing more, finishes what it has, and leaves. */
  private void ends(Day.Shift shift) throws IOException {
    if (!begun.contains(shift)) { // a login that is late, or a span shorter than one
      clock.schedule(
          () -> workers.execute(() -> run(() -> ends(shift))), 50, TimeUnit.MILLISECONDS);
      return;
    }
    onDuty.decrementAndGet();
    freeSince.remove(shift.agent());
    SimulatedAgent one = simulated.get(shift.agent());
    one.pause("end-of-shift");
    leaveWhenFree(shift.agent(), one, shift);
  }

  private void leaveWhenFree(String agent, SimulatedAgent one, Day.Shift shift) throws IOException {
    boolean again =
        day.shifts().stream().anyMatch(s -> s.agent().equals(agent) && s.from() > shift.from());
    if (again && secondOfDay() > nextShift(agent, shift))
      return; // the next span has begun meanwhile
    if (holding.containsKey(agent))
      clock.schedule(() -> run(() -> leaveWhenFree(agent, one, shift)), 50, TimeUnit.MILLISECONDS);
    else one.leave();
  }

  private int nextShift(String agent, Day.Shift shift) {
    return day.shifts().stream()
        .filter(s -> s.agent().equals(agent) && s.from() > shift.from())
        .mapToInt(Day.Shift::from)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** What an agent does: accepts at once, works as long as recorded, stops. */
  private final class Agent implements SimulatedAgent.Worker {
    private final String name;
    private final Set<String> stopped = new HashSet<>();

    Agent(String name) {
      this.name = name;
    }

    @Override
    public void offered(String offerId, JsonNode interaction) {
      freeSince.computeIfPresent(name, (agent, since) -> System.nanoTime());
      workers.execute(() -> Performance.this.run(() -> accept(offerId, interaction)));
    }

    private void accept(String offerId, JsonNode interaction) throws IOException {
      Api.Answer answer = api.send("POST", "/api/v1/offers/" + offerId + "/accept", null, offerId);
      if (answer.isSuccess() && answer.body().path("state").asText().equals("handling")) {
        progress
            .of(answer.body().path("id").asText())
            .ifPresent(trace -> trace.acceptedOffer(offerId));
        has(answer.body());
      }
    }

    @Override
    public void has(JsonNode interaction) {
      Optional<Trace> known = progress.of(interaction.path("id").asText());
      if (known.isEmpty()) {
        // accepted before the submit's own answer has come back
        clock.schedule(() -> has(interaction), 5, TimeUnit.MILLISECONDS);
        return;
      }
      Trace trace = known.get();
      if (!trace.accepted(name)) {
        boolean twice = trace.end().isEmpty() && !trace.acceptedBy().equals(Optional.of(name));
        if (twice)
          progress.heldTwice(
              trace.interaction + " by " + trace.acceptedBy().get() + " and " + name);
        return;
      }
      if (!takesUp(trace)) return;
      long nanos = (long) (trace.call.handling() / speed * 1e9);
      clock.schedule(
          () -> workers.execute(() -> Performance.this.run(() -> finish(trace))),
          nanos,
          TimeUnit.NANOSECONDS);
    }

    /** Unless the stream has told meanwhile that it was stopped, which overtakes the answer. */
    private synchronized boolean takesUp(Trace trace) {
      if (stopped.contains(trace.interaction)) return false;
      String before = holding.put(name, trace.interaction);
      if (before != null && !before.equals(trace.interaction))
        progress.heldTwice(name + " has " + before + " and " + trace.interaction);
      return true;
    }

    private void finish(Trace trace) throws IOException {
      if (!trace.acceptedBy().equals(Optional.of(name))) return; // it was taken away meanwhile
      holding.remove(name, trace.interaction);
      freeSince.computeIfPresent(name, (agent, since) -> System.nanoTime());
      String path = "/api/v1/interactions/" + trace.interaction + "/stop";
      Api.Answer stop = api.send("POST", path, "{\"reason\":\"served\"}", trace.key + "-served");
      if (stop.isSuccess()) trace.ended(End.SERVED);
      else if (stop.code().equals("already-stopped")) trace.ended(End.ABANDONED);
      else throw new IOException("a stop was refused: " + stop.status() + " " + stop.body());
    }

    @Override
    public void hasOnly(Set<String> interactions) {
      Optional.ofNullable(holding.get(name))
          .filter(held -> !interactions.contains(held))
          .ifPresent(held -> lost(held, "gone"));
    }

    @Override
    public synchronized void lost(String interaction, String reason) {
      holding.remove(name, interaction);
      if (reason.equals("stopped")) {
        stopped.add(interaction);
        return;
      }
      progress
          .of(interaction)
          .filter(t -> t.acceptedBy().equals(Optional.of(name)))
          .ifPresent(Trace::released);
    }
  }

  // The whole.

  double secondOfDay() {
    return day.start() + (System.nanoTime() - startNanos) / 1e9 * speed;
  }

  boolean isOver() {
    return toCome.get() == 0
        && secondOfDay() > day.end()
        && progress.held() == 0
        && holding.isEmpty();
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  Progress progress() {
    return progress;
  }

  int agentsOnDuty() {
    return onDuty.get();
  }

  /**
   * Pairs that should have met: a caller who has waited, and an agent of its type who has been
   * free, for as long as given.
   */
  List<String> unmatched(Duration least) {
    long before = System.nanoTime() - least.toNanos();
    var pairs = new ArrayList<String>();
    for (Trace trace : progress.traces()) {
      if (trace.end().isPresent()
          || trace.acceptedBy().isPresent()
          || trace.submittedNanos > before) continue;
      String type = trace.call.recorded().type();
      for (Day.Shift shift : day.shifts()) {
        boolean free =
            freeSince.getOrDefault(shift.agent(), Long.MAX_VALUE) < before
                && !holding.containsKey(shift.agent());
        if (free && shift.types().contains(type)) {
          pairs.add(
              trace.interaction + " waits for " + type + " and " + shift.agent() + " is free");
          break;
        }
      }
    }
    return pairs;
  }

  /**
   * Whoever still waits when everybody has gone home is stopped, and counted as left. What was with
   * an agent, or on its way to one, should have moved: it is told as stuck.
   */
  List<String> closeDoors() throws IOException {
    var stuck = new ArrayList<String>();
    for (Trace trace : progress.traces()) {
      if (trace.end().isPresent()) continue;
      String path = "/api/v1/interactions/" + trace.interaction;
      String state = api.send("GET", path, null).body().path("state").asText();
      if (trace.end().isPresent()) continue; // its own end came in while this was asked
      if (state.equals("handling") || state.equals("offered"))
        stuck.add(trace.interaction + " was still " + state + " when the day had been over");
      Api.Answer stop =
          api.send("POST", path + "/stop", "{\"reason\":\"closing\"}", trace.key + "-closing");
      if (stop.isSuccess() || stop.code().equals("already-stopped")) trace.ended(End.LEFT);
    }
    return stuck;
  }

  @Override
  public void close() {
    closing = true;
    simulated.values().forEach(SimulatedAgent::close);
    clock.shutdownNow();
    workers.shutdownNow();
  }
}
