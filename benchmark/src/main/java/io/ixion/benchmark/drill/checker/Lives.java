package io.ixion.benchmark.drill.checker;

import io.ixion.benchmark.drill.checker.Evidence.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges the journal by itself, and holds the read side and the owners against it. */
final class Lives {
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
  private static final Set<String> ANYWHERE = Set.of("data-changed", "went-offline");

  private final Evidence evidence;
  private final Map<String, List<Entry>> lives;

  Lives(Evidence evidence) {
    this.evidence = evidence;
    this.lives = evidence.lives();
  }

  private static String after(String state, Entry entry) {
    if (ANYWHERE.contains(entry.type()) && !state.isEmpty()) return state;
    return switch (entry.type()) {
      case "offered" -> "offered";
      case "accepted" -> "handling";
      case "stopped" -> "stopped";
      default -> "queued";
    };
  }

  private static String end(List<Entry> life) {
    String state = "";
    for (Entry entry : life) state = after(state, entry);
    return state;
  }

  /** S3. */
  Finding ended(Finding finding) {
    lives.forEach(
        (ixn, life) ->
            finding.expect(end(life).equals("stopped"), () -> ixn + " was left " + end(life)));
    return finding;
  }

  /** S5. */
  Finding agree(Finding finding) {
    lives.forEach(
        (ixn, life) -> {
          for (int i = 0; i < life.size(); i++) {
            long expected = i + 1L;
            long found = life.get(i).sequence();
            finding.expect(
                found == expected, () -> ixn + " has event " + found + " for " + expected);
          }
          shows(finding, ixn, life, "the read side", evidence.listed());
          shows(finding, ixn, life, "its owner", evidence.owned());
        });
    strangers(finding, "the read side", evidence.listed());
    strangers(finding, "an owner", evidence.owned());
    return finding;
  }

  private static void shows(
      Finding finding, String ixn, List<Entry> life, String who, Map<String, View> views) {
    View view = views.getOrDefault(ixn, new View("nothing", 0, ""));
    finding.expect(
        view.state().equals(end(life)) && view.revision() == life.size(),
        () ->
            ixn
                + ": the journal says "
                + end(life)
                + " at "
                + life.size()
                + ", "
                + who
                + " says "
                + view.state()
                + " at "
                + view.revision());
  }

  private void strangers(Finding finding, String who, Map<String, View> views) {
    for (String ixn : views.keySet())
      finding.expect(
          lives.containsKey(ixn),
          () -> who + " shows " + ixn + ", which the journal does not know");
  }

  /** S7. */
  Finding conserved(Finding finding) {
    var queued = new HashMap<String, Long>();
    long stopped = 0;
    for (List<Entry> life : lives.values()) {
      String end = end(life);
      if (end.equals("stopped")) stopped++;
      else if (end.equals("queued")) queued.merge(queueOf(life), 1L, Long::sum);
    }
    evidence
        .waiting()
        .forEach(
            (queue, says) -> {
              long known = queued.getOrDefault(queue, 0L);
              finding.expect(
                  says == known,
                  () -> "queue " + queue + " says " + says + " wait; by the journal " + known);
            });
    long journalStopped = stopped;
    long listedStopped =
        evidence.listed().values().stream().filter(v -> v.state().equals("stopped")).count();
    finding.expect(
        evidence.listed().size() == lives.size() && listedStopped == journalStopped,
        () ->
            lives.size()
                + " were submitted and "
                + journalStopped
                + " stopped; the read side counts "
                + evidence.listed().size()
                + " and "
                + listedStopped);
    capacity(finding);
    return finding;
  }

  private static String queueOf(List<Entry> life) {
    String queue = "";
    for (Entry entry : life)
      if (entry.event().has("queue")) queue = entry.event().path("queue").asText();
    return queue;
  }

  private record Change(Instant at, int by, String ixn) {}

  private void capacity(Finding finding) {
    var changes = new HashMap<String, List<Change>>();
    lives.forEach(
        (ixn, life) -> {
          String agent = "";
          for (Entry entry : life) {
            boolean ends = entry.isReturn() && !agent.isEmpty();
            if (ends) changes.get(agent).add(new Change(entry.at(), -1, ixn));
            if (ends) agent = "";
            if (!entry.is("accepted")) continue;
            agent = entry.agent();
            changes
                .computeIfAbsent(agent, a -> new ArrayList<>())
                .add(new Change(entry.at(), 1, ixn));
          }
        });
    changes.forEach((agent, all) -> within(finding, agent, all));
  }

  private void within(Finding finding, String agent, List<Change> changes) {
    changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
    int has = 0;
    for (Change change : changes) {
      has += change.by();
      int now = has;
      finding.expect(
          now <= evidence.capacity(),
          () -> agent + " had " + now + " at once when it got " + change.ixn());
    }
  }

  /** S8. */
  Finding legal(Finding finding) {
    lives.forEach(
        (ixn, life) -> {
          String state = "";
          Entry offer = null;
          for (Entry entry : life) {
            String before = state;
            boolean legal =
                NEXT.getOrDefault(before, Set.of()).contains(entry.type())
                    || (ANYWHERE.contains(entry.type())
                        && NEXT.containsKey(before)
                        && !before.isEmpty());
            finding.expect(legal, () -> ixn + " was " + before + " and then " + entry.type());
            if (entry.is("offered")) offer = entry;
            else if (entry.number() > 0 && offer != null) ofThisOffer(finding, ixn, offer, entry);
            state = after(state, entry);
          }
        });
    return finding;
  }

  private static void ofThisOffer(Finding finding, String ixn, Entry offer, Entry entry) {
    finding.expect(
        entry.number() == offer.number() && entry.agent().equals(offer.agent()),
        () ->
            ixn
                + " was offered to "
                + offer.agent()
                + " as "
                + offer.number()
                + " and then "
                + entry.type()
                + " by "
                + entry.agent()
                + " as "
                + entry.number());
  }

  /** S10. */
  Finding oneWriter(Finding finding) {
    lives.forEach(
        (ixn, life) -> {
          var former = new HashSet<String>();
          String writer = "";
          for (Entry entry : life) {
            if (entry.writer().equals(writer)) continue;
            finding.expect(
                !former.contains(entry.writer()),
                () -> ixn + ": event " + entry.sequence() + " is of a writer that was replaced");
            former.add(writer);
            writer = entry.writer();
          }
        });
    return finding;
  }
}
