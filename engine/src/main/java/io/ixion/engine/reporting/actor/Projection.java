package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.ReadSideFigures;
import io.ixion.engine.reporting.actor.JournalTable.Batch;
import io.ixion.engine.reporting.actor.JournalTable.Position;
import io.ixion.engine.reporting.domain.Fold;
import io.ixion.engine.reporting.domain.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the journal to the read tables, batch after batch in commit order; rows and position
 * change in one transaction, and the position only from the value that was read, so that a second
 * owner can do no harm. An event that cannot be applied is left out and recorded, and nothing else
 * suffers. Used by one thread at a time.
 */
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
  private static final String FAILED =
      "insert into read_side_failure (persistence_id, sequence_number, reason) values (?, ?, ?) on conflict do nothing";

  /**
   * Classes of SQL states by which the database refuses the data and not the connection: the same
   * row twice, bad values, broken constraints, too large for an index.
   */
  private static final Set<String> ABOUT_DATA = Set.of("21", "22", "23", "54");

  private final DataSource database;
  private final List<TableProjection<?, ?>> tables;
  private final JournalTable journal;
  private final ReadSideFigures figures;
  private Position position;

  /** The position is not where this owner left it. */
  private static final class Overtaken extends SQLException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("another node applies the journal; starting again from its position");
    }
  }

  Projection(
      DataSource database,
      List<TableProjection<?, ?>> tables,
      JournalTable journal,
      ReadSideFigures figures) {
    this.database = database;
    this.tables = tables;
    this.journal = journal;
    this.figures = figures;
  }

  /**
   * Applies the next batch.
   *
   * @return whether there may be more at once
   */
  boolean applyNext() throws SQLException {
    boolean done = false;
    try (Connection connection = database.getConnection()) {
      if (position == null) position = JournalTable.position(connection);
      Batch batch = journal.after(connection, position);
      if (batch.rows().isEmpty()) nothingNew(connection);
      else apply(connection, batch.rows());
      done = true;
      return batch.more();
    } finally {
      if (!done) forget();
    }
  }

  private void forget() {
    position = null;
    tables.forEach(TableProjection::forget);
  }

  /** Nothing can be applied; but an open transaction may hold up events that are there. */
  private void nothingNew(Connection connection) throws SQLException {
    OptionalLong waiting = JournalTable.firstBeyond(connection, position);
    figures.applied(0, waiting.isPresent() ? age(waiting.getAsLong()) : 0);
  }

  private static double age(long writtenAt) {
    return Math.max(0, System.currentTimeMillis() - writtenAt) / 1000.0;
  }

  private void apply(Connection connection, List<JournalRow> batch) throws SQLException {
    try {
      show(connection, batch);
    } catch (SQLException | RuntimeException e) {
      if (!isAboutData(e)) throw e;
      tables.forEach(TableProjection::forget);
      oneByOne(connection, batch);
    }
  }

  /**
   * Something in the batch is refused: each row on its own, so that only the guilty is left out.
   */
  private void oneByOne(Connection connection, List<JournalRow> batch) throws SQLException {
    for (JournalRow row : batch) {
      try {
        show(connection, List.of(row));
      } catch (SQLException | RuntimeException e) {
        if (!isAboutData(e)) throw e;
        tables.forEach(TableProjection::forget);
        inTransaction(connection, row, () -> List.of(new Fold.Failure(row, reason(e))));
        figures.applied(1, age(row.writtenAt()));
      }
    }
  }

  private void show(Connection connection, List<JournalRow> rows) throws SQLException {
    JournalRow last = rows.get(rows.size() - 1);
    inTransaction(
        connection,
        last,
        () -> {
          var failures = new ArrayList<Fold.Failure>();
          for (TableProjection<?, ?> table : tables) failures.addAll(table.apply(connection, rows));
          return failures;
        });
    tables.forEach(TableProjection::confirm);
    figures.applied(rows.size(), age(rows.get(0).writtenAt()));
  }

  /** What changes the tables, and which rows it could not apply. */
  private interface Change {
    List<Fold.Failure> make() throws SQLException;
  }

  /** Makes the change, records what failed and moves the position: all of it or nothing. */
  private void inTransaction(Connection connection, JournalRow last, Change change)
      throws SQLException {
    List<Fold.Failure> failures;
    connection.setAutoCommit(false);
    try {
      failures = change.make();
      for (Fold.Failure failure : failures) store(connection, failure);
      if (!JournalTable.move(connection, position, Position.of(last))) throw new Overtaken();
      connection.commit();
    } catch (Throwable e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    position = Position.of(last);
    failures.forEach(this::tell);
  }

  private static void store(Connection connection, Fold.Failure failure) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
      statement.setString(1, failure.row().persistenceId());
      statement.setLong(2, failure.row().sequenceNumber());
      statement.setString(3, failure.reason());
      statement.executeUpdate();
    }
  }

  private void tell(Fold.Failure failure) {
    figures.failed();
    LOG.error(
        "event {} of {} is left out of the read tables (see read_side_failure): {}",
        failure.row().sequenceNumber(),
        failure.row().persistenceId(),
        failure.reason());
  }

  /**
   * Whether the events are at fault. What is no SQL error comes of turning events and rows into
   * each other, so it would come again and again.
   */
  private static boolean isAboutData(Exception e) {
    if (!(e instanceof SQLException sql)) return true;
    String state = sql.getSQLState();
    return state != null && state.length() == 5 && ABOUT_DATA.contains(state.substring(0, 2));
  }

  /** Without the message, which may quote attached data. */
  private static String reason(Exception e) {
    return e instanceof SQLException sql
        ? "the database refused it: " + sql.getSQLState()
        : "cannot be shown: " + e.getClass().getSimpleName();
  }
}
