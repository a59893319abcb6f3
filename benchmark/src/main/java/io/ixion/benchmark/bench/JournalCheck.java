package io.ixion.benchmark.bench;

import io.ixion.benchmark.cluster.ReadSideCatchUp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Reads from journal and interaction table whether a round did its work, whole and once. */
final class JournalCheck {
  private static final Duration CATCH_UP = Duration.ofSeconds(60);
  private static final String JOURNAL =
      """
      select count(*), count(*) filter (where steps = 'submitted,offered,accepted,stopped'),
        count(*) filter (where steps ~ '^submitted(,offered,(rescinded|offer-expired))*$') from (
        select string_agg(convert_from(event_payload, 'UTF8')::jsonb ->> 'type', ',' order by sequence_number) steps
        from event_journal where persistence_id like ? group by persistence_id) lives
      """;
  private static final String TABLE =
      """
      select count(*), count(*) filter (where state = 'stopped'), count(*) filter (where state = 'queued')
      from interaction where tenant = ?
      """;

  private final DataSource database;

  JournalCheck(DataSource database) {
    this.database = database;
  }

  /** Returns once the read side has caught up with the journal. */
  void awaitReadSide() {
    if (!ReadSideCatchUp.await(database, CATCH_UP))
      throw new IllegalStateException("the read side does not catch up within " + CATCH_UP);
  }

  /** Whether journal and table agree that so many were stopped once and the others wait. */
  void check(String tenant, long submitted, long stopped) throws SQLException {
    expect("the journal", JOURNAL, "interaction|" + tenant + "/%", submitted, stopped);
    expect("the interaction table", TABLE, tenant, submitted, stopped);
  }

  private void expect(String where, String query, String parameter, long submitted, long stopped)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        expect(where, submitted, stopped, row.getLong(1), row.getLong(2), row.getLong(3));
      }
    }
  }

  static void expect(
      String where, long submitted, long stopped, long found, long whole, long waiting) {
    if (found != submitted || whole != stopped || waiting != submitted - stopped)
      throw new IllegalStateException(
          "expected %d interactions in %s, %d submitted, offered, accepted and stopped once and %d waiting; found %d, %d and %d"
              .formatted(submitted, where, stopped, submitted - stopped, found, whole, waiting));
  }
}
