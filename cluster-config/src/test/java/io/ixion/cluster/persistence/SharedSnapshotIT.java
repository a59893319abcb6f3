package io.ixion.cluster.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.pattern.Patterns;
import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import akka.serialization.SerializationExtension;
import akka.stream.SystemMaterializer;
import com.typesafe.config.ConfigFactory;
import io.ixion.cluster.Database;
import io.ixion.cluster.DatabaseSettings;
import io.ixion.cluster.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.FutureConverters;
import slick.jdbc.JdbcBackend;

/** Looks for latest snapshots in a real database, on their own and in a recovery. */
class SharedSnapshotIT {
  /** How long the impatient wait before they call it a failure; no test says how long it took. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int ENTITIES = 1000;
  private static final String BIG = "x".repeat(SharedSnapshotDao.LARGE + 1);

  @TempDir static Path home;
  private static Database database;

  private ActorSystem system;
  private JdbcBackend.DatabaseDef journal;
  private SharedSnapshotDao dao;

  @BeforeAll
  static void open() throws SQLException {
    database = Database.open(DatabaseSettings.of(home, Map.of()));
    execute("alter database postgres set log_statement = 'all'"); // counted in the server's log
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void start() {
    system =
        ActorSystem.create(
            "snapshots",
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(NodeConfig.load(database.akkaConfig())));
    var config = system.settings().config().getConfig("jdbc-snapshot-store");
    SlickDatabase slick = ((SlickExtensionImpl) SlickExtension.get(system)).database(config);
    journal = slick.database();
    dao =
        new SharedSnapshotDao(
            journal,
            slick.profile(),
            new SnapshotConfig(config),
            SerializationExtension.get(system),
            system.dispatcher(),
            SystemMaterializer.get(system).materializer());
  }

  @AfterEach
  void stop() throws Exception {
    system.terminate();
    get(system.getWhenTerminated().toCompletableFuture());
    execute("truncate snapshot, event_journal");
  }

  @Test
  void manyAreAnsweredRightByFewStatements() throws Exception {
    for (int entity = 0; entity < ENTITIES; entity += 10) save(id(entity), 200, "new " + entity);
    for (int entity = 0; entity < ENTITIES; entity += 20) save(id(entity), 100, "old " + entity);
    save("big", 7, BIG);
    long shared = logged(" from snapshot where");
    long alone = logged("from \"snapshot\" where");

    List<CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>>> asked;
    CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>> big;
    try (Connection lock = lock()) {
      asked = askAll();
      big = ask("big");
      lock.commit();
    }

    for (int entity = 0; entity < ENTITIES; entity++) {
      var found = get(asked.get(entity));
      if (entity % 10 > 0) assertThat(found.isEmpty()).as(id(entity)).isTrue();
      else {
        assertThat(found.get()._1().persistenceId()).isEqualTo(id(entity));
        assertThat(found.get()._1().sequenceNr()).isEqualTo(200);
        assertThat(found.get()._1().timestamp()).isEqualTo(1200);
        assertThat(found.get()._2()).isEqualTo("new " + entity);
      }
    }
    assertThat(get(big).get()._2()).isEqualTo(BIG);
    int full = (ENTITIES + 1) / SharedLookups.BATCH;
    assertThat(logged(" from snapshot where") - shared)
        .isLessThanOrEqualTo(full + 2 * SharedLookups.MOST_AT_ONCE);
    assertThat(logged("from \"snapshot\" where") - alone).isEqualTo(1);
  }

  @Test
  void oneThatCannotBeReadFailsAlone() throws Exception {
    save("good", 1, "good");
    save("bad", 1, "bad");
    execute("update snapshot set snapshot_ser_id = -1 where persistence_id = 'bad'");
    var bad = ask("bad");
    var good = ask("good");
    assertThat(get(good).get()._2()).isEqualTo("good");
    assertThatThrownBy(() -> get(bad)).hasMessageContaining("serializer");
  }

  @Test
  void aFailureIsToldToAllThatSharedItAndTheNextAreAnswered() throws Exception {
    save(id(0), 1, "there");
    List<CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>>> asked;
    try (Connection lock = lock();
        Statement statement = lock.createStatement()) {
      statement.execute("alter table snapshot rename to snapshot_hidden");
      asked = askAll();
      awaitBlocked();
      lock.commit();
    }
    for (var each : asked)
      assertThatThrownBy(() -> get(each)).hasMessageContaining("cannot look up what is stored");

    execute("alter table snapshot_hidden rename to snapshot");
    assertThat(get(ask(id(0))).get()._2()).isEqualTo("there");
  }

  @Test
  void aStopFailsWhatWaits() throws Exception {
    List<CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>>> asked;
    CompletableFuture<Void> closed;
    try (Connection lock = lock()) {
      asked = askAll();
      awaitBlocked();
      closed = CompletableFuture.runAsync(journal::close);
      await("the journal to take no more", this::refuses);
      lock.commit();
    }
    get(closed);
    int underWay = 0;
    for (var each : asked) {
      assertThatCode(() -> each.handle((found, failure) -> 0).get(1, TimeUnit.MINUTES))
          .doesNotThrowAnyException();
      if (!each.isCompletedExceptionally()) underWay++;
    }
    assertThat(underWay).isLessThanOrEqualTo(SharedLookups.MOST_AT_ONCE);
    assertThatThrownBy(() -> get(ask("late"))).hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aRecoveryGoesOnFromTheSnapshotIfThereIsOne() throws Exception {
    ActorRef ann = system.actorOf(Tally.of("ann"));
    ActorRef bob = system.actorOf(Tally.of("bob"));
    for (String event : List.of("a", "b", "c")) {
      ann.tell(event, ActorRef.noSender());
      bob.tell(event, ActorRef.noSender());
    }
    get(Patterns.ask(ann, Tally.Ask.SNAPSHOT, PATIENCE).toCompletableFuture());
    ann.tell("d", ActorRef.noSender());
    assertThat(state(ann)).isEqualTo(new Tally.State("abcd", 0));
    assertThat(state(bob)).isEqualTo(new Tally.State("abc", 0));

    assertThat(state(system.actorOf(Tally.of("ann")))).isEqualTo(new Tally.State("abcd", 1));
    assertThat(state(system.actorOf(Tally.of("bob")))).isEqualTo(new Tally.State("abc", 3));
    assertThat(state(system.actorOf(Tally.of("new")))).isEqualTo(new Tally.State("", 0));
    execute("update snapshot set snapshot_payload = '', snapshot_ser_id = -1");
    assertThat(state(system.actorOf(Tally.of("ann")))).isEqualTo(new Tally.State("abcd", 4));
  }

  private static Object state(ActorRef tally) throws Exception {
    return get(Patterns.ask(tally, Tally.Ask.STATE, PATIENCE).toCompletableFuture());
  }

  private static String id(int entity) {
    return "entity|" + entity;
  }

  private void save(String id, long sequenceNumber, String text) throws Exception {
    var metadata = new SnapshotMetadata(id, sequenceNumber, 1000 + sequenceNumber);
    get(FutureConverters.asJava(dao.save(metadata, text)).toCompletableFuture());
  }

  private CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>> ask(String id) {
    return FutureConverters.asJava(dao.latestSnapshot(id)).toCompletableFuture();
  }

  private List<CompletableFuture<Option<Tuple2<SnapshotMetadata, Object>>>> askAll() {
    return IntStream.range(0, ENTITIES).mapToObj(entity -> ask(id(entity))).toList();
  }

  private static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Until it commits, nobody reads or writes a snapshot. */
  private static Connection lock() throws SQLException {
    Connection connection = database.dataSource().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table snapshot in access exclusive mode");
    }
    return connection;
  }

  private static void awaitBlocked() {
    await(
        "as many queries as there may be at once",
        () ->
            number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                == SharedLookups.MOST_AT_ONCE);
  }

  private boolean refuses() {
    try {
      journal.ioExecutionContext().execute(() -> {});
      return false;
    } catch (RejectedExecutionException refused) {
      return true;
    }
  }

  private static void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) throw new AssertionError("waited in vain for " + what);
        Thread.onSpinWait();
      }
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static long logged(String text) throws IOException {
    try (var lines = Files.lines(home.resolve("postgres.log"))) {
      return lines.filter(line -> line.contains(text)).count();
    }
  }

  private static long number(String query) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
