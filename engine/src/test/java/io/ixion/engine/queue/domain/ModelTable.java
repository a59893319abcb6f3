package io.ixion.engine.queue.domain;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The interactions of one queue as they really are, and the news that their changes cause. */
final class ModelTable {
  enum Where {
    WAITING,
    OFFERED,
    GONE
  }

  record Row(Where where, Candidate candidate, long revision, boolean waited) {
    Backlog.Entry entry() {
      return new Backlog.Entry(candidate, revision);
    }
  }

  private static final Instant T0 = Instant.parse("2026-01-01T08:00:00Z");
  private static final QueueId QUEUE = new QueueId("inbound");
  private static final List<Requirement> CLASSES =
      List.of(
          new Requirement(new MediaType("chat"), Skills.NONE),
          new Requirement(new MediaType("email"), Skills.of(Map.of("german", 2))));

  private final Map<InteractionId, Row> rows = new TreeMap<>();

  /** Something happens to the interaction of this number; the answer is the news of it. */
  Row change(int number, Random random) {
    var id = InteractionId.of(new UUID(0, number));
    Row row = rows.get(id);
    Row next = row == null ? first(id, number, random) : next(row, random);
    rows.put(id, next);
    return next;
  }

  private static Row first(InteractionId id, int number, Random random) {
    var candidate =
        new Candidate(
            id,
            QUEUE,
            1,
            CLASSES.get(number % CLASSES.size()),
            number % 3 == 0 ? 1 : 0,
            T0.plusSeconds(random.nextInt(10)),
            Map.of());
    return new Row(Where.WAITING, candidate, 1, false);
  }

  private static Row next(Row row, Random random) {
    long revision = row.revision + 1 + random.nextInt(2);
    Candidate same = row.candidate;
    boolean waited = row.where == Where.WAITING;
    return switch (row.where) {
      case WAITING ->
          switch (random.nextInt(4)) {
            case 0 -> new Row(Where.WAITING, same, revision, waited); // other data
            case 1 -> new Row(Where.OFFERED, same, revision, waited);
            default -> new Row(Where.GONE, same, revision, waited); // held, stopped or moved
          };
      case OFFERED ->
          random.nextBoolean()
              ? new Row(Where.WAITING, placed(same, same.waitingSince()), revision, waited)
              : new Row(Where.GONE, same, revision, waited);
      case GONE ->
          switch (random.nextInt(3)) {
            case 0 -> new Row(Where.GONE, same, revision, waited); // accepted, then stopped
            case 1 -> new Row(Where.WAITING, same, revision, waited); // resumed
            default ->
                new Row(
                    Where.WAITING,
                    placed(same, T0.plusSeconds(random.nextInt(10))),
                    revision,
                    waited);
          };
    };
  }

  private static Candidate placed(Candidate c, Instant since) {
    return new Candidate(
        c.id(), c.queue(), c.placement() + 1, c.requirement(), c.priority(), since, Map.of());
  }

  List<String> classes() {
    return CLASSES.stream().map(Requirement::key).toList();
  }

  Backlog.WaitingClass inTable(String key) {
    List<Row> waiting = waiting(key);
    return new Backlog.WaitingClass(
        key,
        waiting.size(),
        waiting.stream().mapToLong(row -> Backlog.digest(row.candidate)).sum());
  }

  List<Row> waiting(String key) {
    return all(Where.WAITING)
        .filter(row -> row.candidate.requirement().key().equals(key))
        .sorted(Comparator.comparing(Row::candidate, Candidate.ORDER))
        .toList();
  }

  List<Backlog.Entry> page(String key, Optional<Candidate> after, int limit) {
    return waiting(key).stream()
        .filter(r -> after.map(a -> Candidate.ORDER.compare(r.candidate, a) > 0).orElse(true))
        .limit(limit)
        .map(Row::entry)
        .toList();
  }

  List<Backlog.Entry> offered() {
    return all(Where.OFFERED).map(Row::entry).toList();
  }

  Optional<Row> find(InteractionId id) {
    return Optional.ofNullable(rows.get(id));
  }

  private Stream<Row> all(Where where) {
    return rows.values().stream().filter(row -> row.where == where);
  }
}
