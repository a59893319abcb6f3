package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.benchmark.replay.CallHistory.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges the histories of a finished replay by the invariants 1 to 7 of the design. Pure: the same
 * histories give the same verdict.
 */
final class ReplayChecker {
  /**
   * Instants of the journal that lie closer together than this are taken as simultaneous when the
   * order is judged: a hand-off is under way for a moment, and offers cross each other.
   */
  static final Duration UNCERTAIN = Duration.ofMillis(250);

  /** How long before and after a moment in which nobody answered the order is not judged. */
  private static final Duration BEFORE_BREAK = Duration.ofSeconds(2);

  private static final Duration AFTER_BREAK = Duration.ofSeconds(5);

  private static final Set<String> FINAL = Set.of("stopped");
  private static final Map<String, Set<String>> NEXT =
      Map.of(
          "", Set.of("submitted"),
          "queued", Set.of("offered", "stopped", "placed-in-queue", "held", "resumed"),
          "offered",
              Set.of(
                  "accepted",
                  "rejected",
                  "offer-expired",
                  "rescinded",
                  "stopped",
                  "placed-in-queue"),
          "handling", Set.of("released", "stopped", "placed-in-queue"));

  /**
   * Found violations by invariant; an invariant that holds has none.
   *
   * @param orderNotJudged offers that were made while a node or the database was on its way back,
   *     when hand-offs take as long as whatever they wait for
   */
  record Verdict(Map<Integer, List<String>> violations, long orderNotJudged) {
    long count(int invariant) {
      return violations.getOrDefault(invariant, List.of()).size();
    }

    boolean isPass() {
      return violations.values().stream().allMatch(List::isEmpty);
    }
  }

  private final Map<Integer, List<String>> violations = new TreeMap<>();

  private final NavigableSet<Instant> breaks;
  private long orderNotJudged;

  private ReplayChecker(Collection<Instant> breaks) {
    this.breaks = new TreeSet<>(breaks);
    for (int invariant = 1; invariant <= 7; invariant++)
      violations.put(invariant, new ArrayList<>());
  }

  static Verdict judge(List<CallHistory> histories) {
    return judge(histories, List.of());
  }

  /**
   * @param breaks moments at which somebody got no answer
   */
  static Verdict judge(List<CallHistory> histories, Collection<Instant> breaks) {
    var checker = new ReplayChecker(breaks);
    histories.forEach(checker::one);
    checker.order(histories);
    checker.capacity(histories);
    checker.once(histories);
    return new Verdict(checker.violations, checker.orderNotJudged);
  }

  private void found(int invariant, String what) {
    violations.get(invariant).add(what);
  }

  private void one(CallHistory h) {
    if (h.events().isEmpty() || h.owner().isMissingNode()) {
      found(1, h.id() + " was acknowledged and is not there");
      return;
    }
    String state = "";
    long revision = 0;
    for (Event event : h.events()) {
      if (event.revision() != ++revision) found(6, h.id() + " has no event " + revision);
      state = after(h, state, event);
    }
    sameAgent(h);
    if (!FINAL.contains(state)) found(3, h.id() + " was left " + state);
    agree(h, "its owner", h.owner(), state, revision);
    agree(h, "the list", h.listed(), state, revision);
    if (!h.owner().path("data").equals(h.listed().path("data")))
      found(6, h.id() + ": its owner and the list show other data");
  }

  private String after(CallHistory h, String state, Event event) {
    if (event.isOneOf("data-changed", "went-offline")) return state;
    if (!NEXT.getOrDefault(state, Set.of()).contains(event.type()))
      found(2, h.id() + " was " + state + " and then " + event.type());
    return switch (event.type()) {
      case "offered" -> "offered";
      case "accepted" -> "handling";
      case "stopped" -> "stopped";
      default -> "queued";
    };
  }

  /** Only the agent who was offered it can accept it, and only who has it can lose it. */
  private void sameAgent(CallHistory h) {
    String offered = "";
    for (Event event : h.events()) {
      if (event.type().equals("offered")) offered = event.agent();
      else if (event.isOneOf("accepted", "rejected", "offer-expired", "rescinded", "released")
          && !event.agent().equals(offered))
        found(
            2,
            h.id()
                + " was offered to "
                + offered
                + " and "
                + event.type()
                + " by "
                + event.agent());
    }
  }

  private void agree(CallHistory h, String who, JsonNode view, String state, long revision) {
    if (!view.path("state").asText().equals(state) || view.path("revision").asLong() != revision)
      found(
          6,
          h.id()
              + ": the journal says "
              + state
              + " at "
              + revision
              + ", "
              + who
              + " says "
              + view.path("state").asText("nothing")
              + " at "
              + view.path("revision").asLong());
  }

  /** A span in which an interaction waited, and the rank it had. */
  private record Wait(String id, Instant from, Instant to, Instant since, boolean offered) {}

  /** Within one class nobody is offered while somebody of an earlier rank waits beside it. */
  private void order(List<CallHistory> histories) {
    Map<String, List<Wait>> classes = new HashMap<>();
    for (CallHistory h : histories)
      classes.computeIfAbsent(h.requirement(), r -> new ArrayList<>()).addAll(waits(h));
    for (List<Wait> waits : classes.values()) {
      waits.sort(Comparator.comparing(Wait::since));
      for (int later = 0; later < waits.size(); later++) overtaken(waits, later);
    }
  }

  private void overtaken(List<Wait> waits, int later) {
    Wait taken = waits.get(later);
    if (!taken.offered()) return;
    if (isUnsettled(taken.to())) {
      orderNotJudged++;
      return;
    }
    for (int earlier = later - 1; earlier >= 0; earlier--) {
      Wait passed = waits.get(earlier);
      boolean beside =
          passed.from().plus(UNCERTAIN).isBefore(taken.to())
              && passed.to().isAfter(taken.to().plus(UNCERTAIN));
      if (beside && passed.since().plus(UNCERTAIN).isBefore(taken.since())) {
        found(4, taken.id() + " was offered before " + passed.id());
        return;
      }
    }
  }

  private boolean isUnsettled(Instant at) {
    Instant last = breaks.floor(at.plus(BEFORE_BREAK));
    return last != null && at.isBefore(last.plus(AFTER_BREAK));
  }

  private static List<Wait> waits(CallHistory h) {
    var waits = new ArrayList<Wait>();
    if (h.events().isEmpty()) return waits;
    Instant since = h.events().get(0).at().minusMillis(h.waitCreditMillis());
    Instant from = null;
    for (Event event : h.events()) {
      if (event.type().equals("submitted")) from = event.at();
      if (event.isOneOf("offered", "stopped") && from != null) {
        waits.add(new Wait(h.id(), from, event.at(), since, event.type().equals("offered")));
        from = null;
      }
      // one that came back avoids an agent for a while, so its rank says nothing until it is
      // offered again
    }
    return waits;
  }

  private record Hold(String id, Instant from, Instant to) {}

  /** No agent has two at a time: everybody's capacity is one. */
  private void capacity(List<CallHistory> histories) {
    Map<String, List<Hold>> byAgent = new HashMap<>();
    for (CallHistory h : histories) {
      String agent = null;
      Instant from = null;
      for (Event event : h.events()) {
        if (event.type().equals("accepted")) {
          agent = event.agent();
          from = event.at();
        } else if (agent != null && event.isOneOf("stopped", "released", "placed-in-queue")) {
          byAgent
              .computeIfAbsent(agent, a -> new ArrayList<>())
              .add(new Hold(h.id(), from, event.at()));
          agent = null;
        }
      }
      if (agent != null)
        byAgent
            .computeIfAbsent(agent, a -> new ArrayList<>())
            .add(new Hold(h.id(), from, Instant.MAX));
    }
    byAgent.forEach(this::apart);
  }

  private void apart(String agent, List<Hold> holds) {
    holds.sort(Comparator.comparing(Hold::from).thenComparing(Hold::to));
    for (int i = 1; i < holds.size(); i++)
      if (holds.get(i).from().isBefore(holds.get(i - 1).to()))
        found(
            5, agent + " had " + holds.get(i - 1).id() + " and " + holds.get(i).id() + " at once");
  }

  private void once(List<CallHistory> histories) {
    var ids = new HashSet<String>();
    var keys = new HashSet<String>();
    for (CallHistory h : histories) {
      if (!ids.add(h.id())) found(7, h.id() + " stands for two submits");
      if (!keys.add(h.key())) found(7, "key " + h.key() + " made two interactions");
    }
  }
}
