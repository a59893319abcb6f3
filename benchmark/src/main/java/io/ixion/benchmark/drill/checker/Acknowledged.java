package io.ixion.benchmark.drill.checker;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what clients were answered and told against the journal. */
final class Acknowledged {
  /** Two readings of one clock, rounded to milliseconds. */
  private static final long ROUNDING_MS = 2;

  private final Evidence evidence;
  private final Evidence.Wall wall;
  private final Map<String, List<Entry>> lives;

  Acknowledged(Evidence evidence) {
    this.evidence = evidence;
    this.wall = evidence.wall();
    this.lives = evidence.lives();
  }

  /** S1. */
  Finding durable(Finding finding) {
    for (Edge edge : evidence.history()) {
      if (edge.kind() != Kind.OK) continue;
      List<Entry> life = lives.getOrDefault(edge.ixn(), List.of());
      finding.expect(
          caused(edge).isPresent(),
          () ->
              "the "
                  + edge.op()
                  + " of "
                  + edge.ixn()
                  + " was acknowledged to "
                  + edge.proc()
                  + " and is not in the journal");
      finding.expect(
          life.size() >= edge.revision(),
          () ->
              edge.ixn()
                  + " was shown at revision "
                  + edge.revision()
                  + " and has "
                  + life.size()
                  + " events");
    }
    return finding;
  }

  /** The event that an acknowledged operation must have caused; of a probe any of its kind. */
  private Optional<Entry> caused(Edge edge) {
    return lives.getOrDefault(edge.ixn(), List.of()).stream()
        .filter(entry -> fits(edge, entry))
        .findFirst();
  }

  private static boolean fits(Edge edge, Entry entry) {
    return switch (edge.op()) {
      case "submit", "repeat" -> entry.is("submitted");
      case "accept" -> entry.is("accepted") && edge.offer().endsWith("_" + entry.number());
      case "stop" -> entry.is("stopped");
      case "probe" -> entry.is("data-changed");
      case "offer" ->
          entry.is("offered")
              && edge.offer().endsWith("_" + entry.number())
              && entry.agent().equals(edge.agent());
      default -> true;
    };
  }

  /** S6. */
  Finding once(Finding finding) {
    Map<String, String> made = new HashMap<>();
    for (Edge edge : evidence.history()) {
      if (edge.is(Kind.OK, "misuse"))
        finding.expect(false, () -> "key " + edge.key() + " was taken for two requests");
      if (!edge.is(Kind.OK, "submit") && !edge.is(Kind.OK, "repeat")) continue;
      String first = made.computeIfAbsent(edge.key(), key -> edge.ixn());
      finding.expect(
          first.equals(edge.ixn()),
          () -> "key " + edge.key() + " made " + first + " and " + edge.ixn());
    }
    var ids = new HashSet<String>();
    made.forEach((key, ixn) -> finding.expect(ids.add(ixn), () -> ixn + " stands for two submits"));
    lives.forEach((ixn, life) -> attemptsOnce(finding, ixn, life));
    return finding;
  }

  private static void attemptsOnce(Finding finding, String ixn, List<Entry> life) {
    var attempts = new HashSet<String>();
    for (Entry entry : life)
      if (!entry.attempt().isEmpty())
        finding.expect(
            attempts.add(entry.attempt()),
            () -> "attempt " + entry.attempt() + " of " + ixn + " had two effects");
  }

  /** S9. */
  Finding notBeforeDurable(Finding finding) {
    for (Edge edge : evidence.history()) {
      boolean answered = edge.kind() == Kind.OK && !edge.op().equals("probe");
      boolean offered = edge.is(Kind.TOLD, "offer");
      if (!answered && !offered) continue;
      Optional<Entry> entry = caused(edge);
      if (offered)
        finding.expect(
            entry.isPresent(),
            () ->
                edge.agent() + " was told offer " + edge.offer() + ", which is not in the journal");
      entry.ifPresent(
          written ->
              finding.expect(
                  wall.ms(edge.t()) + ROUNDING_MS >= written.writtenMs(),
                  () ->
                      "the "
                          + edge.op()
                          + " of "
                          + edge.ixn()
                          + " was seen "
                          + (written.writtenMs() - wall.ms(edge.t()))
                          + " ms before it was written"));
    }
    return finding;
  }
}
