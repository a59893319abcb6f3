package io.ixion.engine.reporting.actor;

import static io.ixion.engine.TestNode.await;
import static io.ixion.engine.TestNode.get;
import static io.ixion.engine.interaction.InteractionFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.reporting.ReadSideFigures;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal becomes rows: every event once and in order, whatever writers and readers do. */
class ReadSideIT {
  private static final Duration POLL = Duration.ofMillis(5);
  private static ReadTables tables;

  private final ReadSideFigures figures = new ReadSideFigures();
  private final List<ActorRef<JournalReader.Message>> readers = new ArrayList<>();

  @BeforeAll
  static void open() {
    tables = new ReadTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @BeforeEach
  void clear() throws SQLException {
    tables.clear();
  }

  @AfterEach
  void stopReaders() {
    readers.forEach(tables.kit::stop);
  }

  @Test
  void everyEventOfRandomWritersIsAppliedOnceAndInOrder() throws Exception {
    startReader();
    Map<Long, Long> written = write(8, 400);
    caughtUp();
    assertThat(shown()).isEqualTo(written);
    assertThat(figures.appliedTotal()).isEqualTo(sum(written));
    assertStatesAreThoseOfTheJournal(written);
  }

  @Test
  void aReaderThatIsKilledAgainAndAgainLosesAndRepeatsNothing() throws Exception {
    startReader();
    Future<Map<Long, Long>> writing = inBackground(() -> write(6, 400));
    for (int kill = 1; kill <= 10; kill++) {
      long goal = figures.appliedTotal() + 100;
      await("more events", () -> figures.appliedTotal() >= goal || writing.isDone());
      tables.kit.stop(readers.remove(0));
      startReader();
    }
    Map<Long, Long> written = writing.get();
    caughtUp();
    assertThat(shown()).isEqualTo(written);
    assertThat(figures.appliedTotal()).isEqualTo(sum(written));
    assertStatesAreThoseOfTheJournal(written);
  }

  @Test
  void twoReadersAtOnceDoNoHarm() throws Exception {
    startReader();
    startReader();
    Map<Long, Long> written = write(6, 300);
    caughtUp();
    assertThat(shown()).isEqualTo(written);
    assertThat(figures.appliedTotal()).isEqualTo(sum(written));
    assertStatesAreThoseOfTheJournal(written);
  }

  @Test
  void whoWasOvertakenStartsAgainFromWhereTheOtherIs() throws Exception {
    Projection one = tables.projection(figures);
    Projection other = tables.projection(figures);
    tables.append(Lives.key(1), 1, Lives.event(1, 1));
    tables.applyAll(one);
    tables.append(Lives.key(1), 2, Lives.event(1, 2));
    tables.applyAll(other);
    tables.append(Lives.key(1), 3, Lives.event(1, 3));
    assertThatThrownBy(one::applyNext).hasMessageContaining("another node");
    assertThat(shown()).isEqualTo(Map.of(1L, 2L));

    tables.applyAll(one);
    assertThat(shown()).isEqualTo(Map.of(1L, 3L));
    assertThat(tables.failures()).isEmpty();
    assertThat(figures.appliedTotal()).isEqualTo(3);
    assertStatesAreThoseOfTheJournal(Map.of(1L, 3L));
  }

  @Test
  void goesOnAfterItsConnectionsWereCut() throws Exception {
    startReader();
    Future<Map<Long, Long>> writing = inBackground(() -> write(4, 300));
    for (int cut = 1; cut <= 5; cut++) {
      long goal = figures.appliedTotal() + 50;
      await("more events", () -> figures.appliedTotal() >= goal || writing.isDone());
      tables.sql(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ixion-%-queries'");
    }
    Map<Long, Long> written = writing.get();
    await("the reader to go on", () -> shownOrNothing().equals(written));
    assertStatesAreThoseOfTheJournal(written);
    assertThat(tables.failures()).isEmpty();
    await("the reader to say so", figures::isRunning);
  }

  @Test
  void anOpenTransactionHoldsUpWhatCameAfterItAndIsTold() throws Exception {
    Projection projection = tables.projection(figures);
    try (Connection open = tables.connect()) {
      open.setAutoCommit(false);
      ReadTables.append(open, Lives.key(1), 1, ReadTables.bytes(Lives.submitted(1)));
      tables.append(Lives.key(2), 1, Lives.submitted(2));
      await("the lag to show", () -> !apply(projection) && figures.lagSeconds() > 0);
      assertThat(shown()).isEmpty();
      assertThatThrownBy(() -> get(tables.caughtUp.within(Duration.ofMillis(50))))
          .hasRootCauseInstanceOf(Unavailable.class);
      open.commit();
    }
    tables.applyAll(projection);
    assertThat(shown()).isEqualTo(Map.of(1L, 1L, 2L, 1L));
    apply(projection);
    assertThat(figures.lagSeconds()).isZero();
  }

  @Test
  void whatCannotBeAppliedStopsNothingElseAndIsLoud() throws Exception {
    tables.append(Lives.key(1), 1, "nonsense".getBytes(StandardCharsets.UTF_8));
    tables.append(Lives.key(2), 1, "{\"type\":\"later\"}".getBytes(StandardCharsets.UTF_8));
    tables.append(Lives.key(3), 2, Lives.event(3, 2)); // a gap
    tables.append(Lives.key(4), 1, Lives.submitted(5)); // another's name
    tables.append(Lives.key(6), 1, at("+12000-01-01T00:00:00Z", 6)); // the database refuses it
    tables.append(Lives.key(7), 1, tooOld(7)); // cannot be turned into a row
    tables.append(Lives.key(6), 2, Lives.event(6, 2)); // comes after a failure
    tables.append("workbin|acme/1", 1, "not ours".getBytes(StandardCharsets.UTF_8));
    for (long id = 10; id < 20; id++) tables.append(Lives.key(id), 1, Lives.submitted(id));
    tables.applyAll(tables.projection(figures));

    assertThat(shown().keySet()).containsExactlyInAnyOrderElementsOf(range(10, 20));
    assertThat(tables.failures())
        .containsExactlyInAnyOrder(
            Lives.key(1) + " 1",
            Lives.key(2) + " 1",
            Lives.key(3) + " 2",
            Lives.key(4) + " 1",
            Lives.key(6) + " 1",
            Lives.key(6) + " 2",
            Lives.key(7) + " 1");
    assertThat(figures.failedTotal()).isEqualTo(7);
    get(tables.caughtUp.within(Duration.ofSeconds(5)));
  }

  @Test
  void aRowThatCannotBeReadBackStopsNothingElse() throws Exception {
    tables.append(Lives.key(1), 1, Lives.submitted(1));
    tables.applyAll(tables.projection(figures));
    tables.sql("update interaction set header = '{\"revision\":1}'");
    tables.append(Lives.key(1), 2, Lives.event(1, 2));
    tables.append(Lives.key(2), 1, Lives.submitted(2));
    tables.applyAll(tables.projection(figures)); // a new owner, which remembers nothing
    assertThat(shown()).containsEntry(2L, 1L);
    assertThat(tables.failures()).containsExactly(Lives.key(1) + " 2");
  }

  @Test
  void theMostThatASubmitMaySayIsShown() throws Exception {
    var skills = new HashMap<String, Integer>();
    var random = new java.util.Random(1);
    for (int i = 0; i < Skills.MAX_SKILLS; i++)
      skills.put(
          random
              .ints(128, 'a', 'z' + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString(),
          1);
    String text = "\u20ac".repeat(256);
    tables.append(Lives.key(1), 1, Lives.submitted(1, T0, 1, Skills.of(skills), Optional.of(text)));
    tables.append(
        Lives.key(2), 1, Lives.submitted(2, T0, 1, Skills.NONE, Optional.of("zero\0 in it")));
    tables.append(Lives.key(3), 1, Lives.withData(3, new AttachedData(Map.of("zero\0", "\0"))));
    tables.applyAll(tables.projection(figures));
    assertThat(tables.failures()).isEmpty();
    assertThat(shown()).containsOnlyKeys(1L, 2L, 3L);
    assertThat(tables.texts("select external_id from interaction where id = '" + Lives.id(2) + "'"))
        .containsExactly("zero in it");
  }

  @Test
  void aBatchIsFullByItsBytesToo() throws Exception {
    try (Connection connection = tables.connect()) {
      for (long id = 0; id < 450; id++)
        ReadTables.append(connection, Lives.key(id), 1, ReadTables.bytes(Lives.submitted(id)));
    }
    var small = new JournalTable(1_000, 2_000);
    try (Connection connection = tables.database.dataSource().getConnection()) {
      var first = small.after(connection, JournalTable.position(connection));
      assertThat(first.more()).isTrue();
      assertThat(first.rows()).hasSizeBetween(1, 20);
      var all =
          new JournalTable(1_000, 100_000_000).after(connection, new JournalTable.Position(0, 0));
      assertThat(all.more()).isFalse();
      assertThat(all.rows())
          .hasSize(450)
          .isSortedAccordingTo((a, b) -> order(a.ordering(), b.ordering()));
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  /** A shell whose round fails waits and tries again, and says so in its figures. */
  @Test
  void triesAgainWhenTheTablesCannotBeWritten() throws Exception {
    tables.append(Lives.key(1), 1, Lives.submitted(1));
    tables.sql("alter table interaction rename to interaction_away");
    try {
      startReader();
      await("two rounds that fail", () -> !figures.isRunning() && figures.lagSeconds() > 0.3);
    } finally {
      tables.sql("alter table interaction_away rename to interaction");
    }
    await("the event to be shown", () -> shownOrNothing().equals(Map.of(1L, 1L)));
    assertThat(tables.failures()).isEmpty();
  }

  private static int order(long one, long other) {
    return Long.compare(one, other);
  }

  private static byte[] at(String instant, long number) {
    return ReadTables.bytes(
        Lives.submitted(number, Instant.parse(instant), 0, Skills.NONE, Optional.empty()));
  }

  private static byte[] tooOld(long number) {
    var event = Lives.submitted(number, Instant.MIN, 0, Skills.NONE, Optional.empty());
    return StoredJson.write(event)
        .replace("\"waitCredit\":\"PT0S\"", "\"waitCredit\":\"PT9H\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean apply(Projection projection) {
    try {
      return projection.applyNext();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void startReader() {
    readers.add(
        tables.kit.spawn(JournalReader.create(() -> tables.projection(figures), figures, POLL)));
  }

  private static void caughtUp() {
    get(tables.caughtUp.within(Duration.ofSeconds(15)));
  }

  private static Map<Long, Long> write(int writers, int steps) throws Exception {
    var written = new HashMap<Long, Long>();
    var threads = Executors.newFixedThreadPool(writers);
    try {
      var running = new ArrayList<Future<Map<Long, Long>>>();
      for (int writer = 0; writer < writers; writer++) {
        var own = new RandomWriter(tables, writer, steps);
        running.add(threads.submit(own));
      }
      for (Future<Map<Long, Long>> one : running) written.putAll(one.get());
    } finally {
      threads.shutdownNow();
    }
    return written;
  }

  private static <T> Future<T> inBackground(Callable<T> work) {
    var thread = Executors.newSingleThreadExecutor();
    Future<T> result = thread.submit(work);
    thread.shutdown();
    return result;
  }

  /** The revision that the table shows of each interaction. */
  private static Map<Long, Long> shown() throws SQLException {
    return tables.texts("select id || ' ' || revision from interaction").stream()
        .map(row -> row.split(" "))
        .collect(Collectors.toMap(row -> Lives.number(row[0]), row -> Long.parseLong(row[1])));
  }

  private static Map<Long, Long> shownOrNothing() {
    try {
      return shown();
    } catch (SQLException away) {
      return Map.of();
    }
  }

  private static long sum(Map<Long, Long> revisions) {
    return revisions.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void assertStatesAreThoseOfTheJournal(Map<Long, Long> written)
      throws SQLException {
    Map<Long, InteractionHeader> rows =
        tables.texts("select header from interaction").stream()
            .map(StoredJson::header)
            .collect(Collectors.toMap(i -> Lives.number(i.id().value()), i -> i));
    written.forEach(
        (id, revision) -> {
          Optional<Interaction> expected = Optional.empty();
          for (long r = 1; r <= revision; r++)
            expected = Optional.of(InteractionEvolution.evolve(expected, Lives.event(id, r)));
          assertThat(rows.get(id)).isEqualTo(expected.get().header());
        });
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
