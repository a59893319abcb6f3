package io.ixion.cluster.persistence;

import akka.japi.pf.PFBuilder;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * Confines a refused write to the entity that wrote it. The plugin stores the events of many
 * entities in one transaction; if one row is refused (as a duplicate, when a second writer was at
 * work, or for a value that its column cannot hold), each entity's rows are stored again on their
 * own, so that only the guilty one fails. That is safe because a refusal proves that the whole
 * batch was rolled back, and an entity has one write under way at a time. After any other failure
 * the outcome is unknown and nothing is repeated. It also answers the question of starting entities
 * in batches, see {@link SharedLookups}.
 */
public final class ConfinedDao extends DefaultJournalDao {
  private static final Logger LOG = LoggerFactory.getLogger(ConfinedDao.class);

  /**
   * Classes of SQL states that prove that nothing of the batch was stored: its values are wrong.
   */
  private static final List<String> REFUSED = List.of("22", "23", "54");

  private static final String HIGHEST =
      "select persistence_id, max(sequence_number) from event_journal where persistence_id = any(?)"
          + " group by persistence_id";

  private final JdbcBackend.DatabaseDef database;
  private final ExecutionContext executor;
  private final SharedLookups<Object> lookups;

  public ConfinedDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.database = database;
    this.executor = executor;
    StartedThreads.of(database);
    this.lookups = new SharedLookups<>(database, executor, 0L, ConfinedDao::highest);
  }

  /** Asked by every starting entity; answered for many in one query. */
  @Override
  public Future<Object> highestSequenceNr(String persistenceId, long fromSequenceNr) {
    return lookups.find(persistenceId);
  }

  private static Map<String, Object> highest(Connection connection, Array persistenceIds)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HIGHEST)) {
      statement.setArray(1, persistenceIds);
      var highest = new HashMap<String, Object>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) highest.put(rows.getString(1), rows.getLong(2));
      }
      return highest;
    }
  }

  @Override
  public Future<BoxedUnit> queueWriteJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    return super.queueWriteJournalRows(rows)
        .recoverWith(
            new PFBuilder<Throwable, Future<BoxedUnit>>()
                .match(Throwable.class, ConfinedDao::isRefused, failure -> alone(rows))
                .build(),
            executor)
        .recoverWith(
            new PFBuilder<Throwable, Future<BoxedUnit>>()
                .match(Throwable.class, failure -> failed(withoutData(failure)))
                .build(),
            executor);
  }

  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    return Future.apply(() -> store(rows), database.ioExecutionContext());
  }

  private BoxedUnit store(Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    var events = new ArrayList<JournalAkkaSerializationRow>(rows.size());
    rows.foreach(row -> events.add(row._1()));
    try (Connection connection = database.source().createConnection()) {
      JournalInsert.store(connection, events);
      return BoxedUnit.UNIT;
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static Future<BoxedUnit> failed(Throwable why) {
    return Promise.<BoxedUnit>apply().failure(why).future();
  }

  /**
   * The driver's message quotes the whole statement, and with it attached data that no log may
   * show.
   */
  private static Throwable withoutData(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql)
        return new SQLException(
            "the journal did not store the events (SQL state " + sql.getSQLState() + ")",
            sql.getSQLState());
    return failure;
  }

  private Future<BoxedUnit> alone(Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    if (rows.isEmpty()) return Future.successful(BoxedUnit.UNIT);
    String writer = rows.head()._1().persistenceId();
    LOG.debug("a batch of the journal was refused; storing {} on its own", writer);
    Future<BoxedUnit> stored = writeJournalRows(rows).map(done -> BoxedUnit.UNIT, executor);
    stored.failed().foreach(failure -> guilty(writer, failure), executor);
    return stored;
  }

  private static BoxedUnit guilty(String writer, Throwable failure) {
    LOG.error(
        "the journal refuses the events of {}: {}", writer, withoutData(failure).getMessage());
    return BoxedUnit.UNIT;
  }

  static boolean isRefused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql)
        for (SQLException next = sql; next != null; next = next.getNextException())
          if (REFUSED.stream().anyMatch(String.valueOf(next.getSQLState())::startsWith))
            return true;
    return false;
  }
}
