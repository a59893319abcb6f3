package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ixion.benchmark.replay.CallHistory.Event;
import io.ixion.judge.AgentsOverTime;
import io.ixion.judge.Circumstances;
import io.ixion.judge.EndState;
import io.ixion.judge.EndState.Shown;
import io.ixion.judge.EndState.View;
import io.ixion.judge.Fact;
import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Finding;
import io.ixion.judge.History;
import io.ixion.judge.InteractionLife;
import io.ixion.judge.Judge;
import io.ixion.judge.Need;
import io.ixion.judge.Span;
import io.ixion.judge.Testimony;
import io.ixion.judge.Testimony.Act;
import io.ixion.judge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Brings the histories of a finished replay before the judge. Pure. */
final class ReplayJudgement {
  /** A hand-off is under way for a moment, and offers cross each other. */
  static final Duration SIMULTANEOUS = Duration.ofMillis(250);

  /** How long before and after a moment in which nobody answered the order is not judged. */
  private static final Duration BEFORE_BREAK = Duration.ofSeconds(2);

  private static final Duration AFTER_BREAK = Duration.ofSeconds(5);

  /** A replay has a tenant of its own, and everybody in it works on one call at a time. */
  private static final String TENANT = "replay";

  private static final int CAPACITY = 1;
  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ReplayJudgement() {}

  /**
   * @param breaks moments at which somebody got no answer
   * @param seen what was seen to be wrong while it was played
   */
  static Verdict judge(
      List<CallHistory> histories, Collection<Instant> breaks, List<Finding> seen) {
    return Judge.judge(
        new History(
            histories.stream().map(ReplayJudgement::life).toList(),
            Optional.of(histories.stream().map(ReplayJudgement::acknowledged).toList()),
            Optional.of(AgentsOverTime.capacityOf(CAPACITY)),
            Optional.of(
                new EndState(
                    List.of(
                        shown("its owner", histories, CallHistory::owner),
                        shown("the list", histories, CallHistory::listed)),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of())),
            new Circumstances(SIMULTANEOUS, Duration.ZERO, unsettled(breaks), List.of(), seen)));
  }

  private static InteractionLife life(CallHistory call) {
    return new InteractionLife(
        TENANT, call.id(), call.events().stream().map(event -> fact(call, event)).toList());
  }

  private static Fact fact(CallHistory call, Event event) {
    Fact fact =
        Fact.of(event.revision(), Kind.of(event.type()), event.at()).withOffer(0, event.agent());
    if (!event.type().equals("submitted")) return fact;
    Instant since = event.at().minusMillis(call.waitCreditMillis());
    return fact.needing(new Need(call.requirement(), "", Map.of(), 0, since));
  }

  private static Testimony acknowledged(CallHistory call) {
    Instant at = call.events().isEmpty() ? Instant.EPOCH : call.events().get(0).at();
    return new Testimony(
        at,
        TENANT,
        "the caller",
        Testimony.Kind.ANSWERED,
        Act.SUBMIT,
        call.id(),
        call.key(),
        "",
        0,
        0);
  }

  private static Shown shown(
      String who, List<CallHistory> histories, Function<CallHistory, JsonNode> how) {
    Map<String, View> views = new HashMap<>();
    for (CallHistory call : histories) {
      JsonNode shown = how.apply(call);
      if (shown.isMissingNode()) continue;
      views.put(
          call.id(),
          new View(
              shown.path("state").asText(),
              shown.path("revision").asLong(),
              data(shown.path("data"))));
    }
    return new Shown(who, TENANT, views);
  }

  /** In one order of its fields, whoever shows it. */
  private static Optional<String> data(JsonNode data) {
    if (data.isMissingNode()) return Optional.empty();
    try {
      return Optional.of(SORTED.writeValueAsString(SORTED.convertValue(data, Object.class)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it was read as JSON
    }
  }

  private static List<Span> unsettled(Collection<Instant> breaks) {
    return new TreeSet<>(breaks)
        .stream().map(at -> new Span(at.minus(BEFORE_BREAK), at.plus(AFTER_BREAK))).toList();
  }
}
