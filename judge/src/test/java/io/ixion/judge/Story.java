package io.ixion.judge;

import io.ixion.judge.Circumstances.Measure;
import io.ixion.judge.EndState.QueueCount;
import io.ixion.judge.EndState.Reason;
import io.ixion.judge.EndState.Shown;
import io.ixion.judge.EndState.View;
import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Testimony.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A good history that every invariant can be judged by: some interactions, one after the other,
 * each submitted, offered, accepted and stopped; to be spoilt by a test in one place.
 */
final class Story {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int EACH = 2_000;

  final Map<String, String> tenants = new HashMap<>();
  final Map<String, List<Fact>> facts = new HashMap<>();
  final List<Testimony> clients = new ArrayList<>();
  final List<AgentCondition> agents = new ArrayList<>();
  final Map<String, Map<String, View>> shown = new HashMap<>();
  final Map<String, QueueCount> queues = new HashMap<>(Map.of("work", new QueueCount(0, 0)));
  final Map<String, Set<String>> holdings = new HashMap<>();
  final Map<String, Reason> reasons = new HashMap<>();
  final List<Span> unsettled = new ArrayList<>();
  final List<Measure> measures = new ArrayList<>(List.of(new Measure("bytes", 5, 10)));

  /** Of two tenants with one agent each; the first one's interactions have odd numbers. */
  static Story of(int interactions) {
    var story = new Story();
    for (String agent : List.of("ann", "ben")) {
      story.condition(agent, 0, Set.of("chat"), 1);
      story.holdings.put(agent, new HashSet<>());
    }
    for (int i = 1; i <= interactions; i++) story.live(i);
    return story;
  }

  private void live(int number) {
    String id = "i" + number;
    int ms = number * EACH;
    String tenant = number % 2 == 1 ? "acme" : "bolt";
    String agent = number % 2 == 1 ? "ann" : "ben";
    tenants.put(id, tenant);
    submitted(id, tenant, ms, 0);
    add(id, Kind.OFFERED, ms + 100, f -> f.withOffer(1, agent));
    add(id, Kind.ACCEPTED, ms + 200, f -> f.withOffer(1, agent));
    add(id, Kind.STOPPED, ms + 700, f -> f.withAttempt(id + "-stop"));
    says(Testimony.Kind.ANSWERED, Act.SUBMIT, id, "", ms + 10);
    says(Testimony.Kind.TOLD, Act.OFFER, id, agent, ms + 110);
    says(Testimony.Kind.ANSWERED, Act.ACCEPT, id, agent, ms + 210);
    says(Testimony.Kind.ASKED, Act.STOP, id, agent, ms + 690);
    says(Testimony.Kind.ANSWERED, Act.STOP, id, agent, ms + 710);
    shows(id, "stopped", 4);
  }

  void submitted(String id, String tenant, int ms, int priority) {
    var need = new Need(tenant, "chat", Map.of(tenant, 1), priority, at(ms));
    add(
        id,
        Kind.SUBMITTED,
        ms,
        f -> f.withAttempt(id + "-submit").inQueue("work", false).needing(need));
  }

  void add(String id, Kind kind, int ms, UnaryOperator<Fact> more) {
    List<Fact> life = facts.computeIfAbsent(id, key -> new ArrayList<>());
    life.add(more.apply(Fact.of(life.size() + 1L, kind, at(ms)).writtenBy("writer", at(ms))));
  }

  void change(String id, int index, UnaryOperator<Fact> how) {
    facts.get(id).set(index, how.apply(facts.get(id).get(index)));
  }

  void says(Testimony.Kind kind, Act act, String id, String agent, int ms) {
    String tenant = tenants.getOrDefault(id, "acme");
    clients.add(
        new Testimony(at(ms), tenant, "client", kind, act, id, "key-" + act + id, agent, 1, 0));
  }

  void condition(String agent, int ms, Set<String> ready, int capacity) {
    Map<String, Integer> skills = Map.of(agent.equals("ann") ? "acme" : "bolt", 2);
    agents.add(new AgentCondition(agent, at(ms), skills, ready, Map.of("chat", capacity)));
  }

  void shows(String id, String state, long revision) {
    shown
        .computeIfAbsent(tenants.get(id), tenant -> new HashMap<>())
        .put(id, new View(state, revision, Optional.of("{}")));
  }

  static Instant at(int ms) {
    return START.plusMillis(ms);
  }

  Verdict verdict() {
    List<InteractionLife> lives =
        facts.entrySet().stream()
            .map(
                e ->
                    new InteractionLife(
                        tenants.getOrDefault(e.getKey(), "acme"), e.getKey(), e.getValue()))
            .toList();
    List<Shown> views = new ArrayList<>();
    shown.forEach((tenant, seen) -> views.add(new Shown("its owner", tenant, seen)));
    return Judge.judge(
        new History(
            lives,
            Optional.of(clients),
            Optional.of(AgentsOverTime.recorded(agents)),
            Optional.of(new EndState(views, Optional.of(queues), Optional.of(holdings), reasons)),
            new Circumstances(
                Duration.ofMillis(50), Duration.ofMillis(2), unsettled, measures, List.of())));
  }
}
