package io.ixion.benchmark.drill.evidence;

import io.ixion.benchmark.drill.evidence.Evidence.Wall;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import io.ixion.judge.AgentsOverTime;
import io.ixion.judge.Circumstances;
import io.ixion.judge.EndState;
import io.ixion.judge.EndState.QueueCount;
import io.ixion.judge.EndState.Shown;
import io.ixion.judge.EndState.View;
import io.ixion.judge.History;
import io.ixion.judge.InteractionLife;
import io.ixion.judge.Judge;
import io.ixion.judge.Span;
import io.ixion.judge.Testimony;
import io.ixion.judge.Testimony.Act;
import io.ixion.judge.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the evidence of a drill before the judge. Pure. */
public final class DrillJudgement {
  /** All of a drill happens in one tenant. */
  private static final String TENANT = "drill";

  /** A hand-off takes a moment, and hand-offs cross each other. */
  private static final Duration SIMULTANEOUS = Duration.ofMillis(500);

  /** Two readings of one clock, rounded to milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Set<Kind> TOLD_THE_JUDGE = Set.of(Kind.INVOKE, Kind.OK, Kind.TOLD);

  private DrillJudgement() {}

  public static Verdict judge(Evidence evidence) {
    Wall wall = evidence.wall();
    return Judge.judge(
        new History(
            lives(evidence),
            Optional.of(testimonies(evidence, wall)),
            Optional.of(AgentsOverTime.capacityOf(evidence.capacity())),
            Optional.of(endState(evidence)),
            new Circumstances(
                SIMULTANEOUS, ROUNDING, unsettled(evidence, wall), List.of(), List.of())));
  }

  private static List<InteractionLife> lives(Evidence evidence) {
    var lives = new ArrayList<InteractionLife>();
    evidence
        .lives()
        .forEach(
            (ixn, life) ->
                lives.add(
                    new InteractionLife(
                        TENANT, ixn, life.stream().map(JournalEntry::fact).toList())));
    return lives;
  }

  private static List<Testimony> testimonies(Evidence evidence, Wall wall) {
    return evidence.history().stream()
        .filter(edge -> TOLD_THE_JUDGE.contains(edge.kind()))
        .map(edge -> testimony(edge, wall))
        .toList();
  }

  private static Testimony testimony(Edge edge, Wall wall) {
    return new Testimony(
        Instant.ofEpochMilli(wall.ms(edge.t())),
        TENANT,
        edge.proc(),
        switch (edge.kind()) {
          case INVOKE -> Testimony.Kind.ASKED;
          case OK -> Testimony.Kind.ANSWERED;
          default -> Testimony.Kind.TOLD;
        },
        act(edge.op()),
        edge.ixn(),
        edge.key(),
        edge.agent(),
        number(edge.offer()),
        edge.revision());
  }

  private static Act act(String op) {
    return switch (op) {
      case "submit", "repeat" -> Act.SUBMIT;
      case "offer" -> Act.OFFER;
      case "accept" -> Act.ACCEPT;
      case "stop" -> Act.STOP;
      case "probe" -> Act.CHANGE;
      case "misuse" -> Act.MISUSE;
      default -> Act.OTHER;
    };
  }

  /** An offer's id ends with its number. */
  private static int number(String offer) {
    return offer.isEmpty() ? 0 : Integer.parseInt(offer.substring(offer.lastIndexOf('_') + 1));
  }

  private static EndState endState(Evidence evidence) {
    Map<String, QueueCount> queues = new HashMap<>();
    evidence.waiting().forEach((queue, waiting) -> queues.put(queue, new QueueCount(waiting, 0)));
    return new EndState(
        List.of(
            new Shown("the read side", TENANT, views(evidence.listed())),
            new Shown("its owner", TENANT, views(evidence.owned()))),
        Optional.of(queues),
        Optional.empty(),
        Map.of());
  }

  private static Map<String, View> views(Map<String, Evidence.View> shown) {
    Map<String, View> views = new HashMap<>();
    shown.forEach(
        (ixn, view) -> views.put(ixn, new View(view.state(), view.revision(), Optional.empty())));
    return views;
  }

  /**
   * Before the load runs calmly hand-offs take their time, and from a fault on until it is over.
   */
  private static List<Span> unsettled(Evidence evidence, Wall wall) {
    var spans = new ArrayList<Span>();
    Instant from = null;
    for (Edge edge : evidence.history()) {
      if (edge.kind() != Kind.MARK) continue;
      Instant at = Instant.ofEpochMilli(wall.ms(edge.t()));
      if (edge.op().equals("calm")) spans.add(new Span(Instant.MIN, at));
      if (edge.op().equals("inject")) from = at;
      if (!edge.op().equals("healed") || from == null) continue;
      spans.add(new Span(from.minus(SIMULTANEOUS), at.plus(SETTLE)));
      from = null;
    }
    if (from != null) spans.add(new Span(from, Instant.MAX));
    return spans;
  }
}
