package io.ixion.benchmark.bench.overload;

import io.ixion.benchmark.cluster.Signals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Which of the numbered submits are done, and how often, by the journal itself. */
final class JournalSubmits {
  private static final int FETCHED = 2_000;
  private static final long LOOK_MILLIS = 500;
  private static final int LOOKS = 4;
  private static final String LAST = "select max(ordering) from event_journal";
  private static final String SUBMITTED =
      """
      select convert_from(event_payload, 'UTF8')::jsonb ->> 'externalId' from event_journal
      where persistence_id like ? and sequence_number = 1
      """;

  private final DataSource database;
  private final String interactions;

  JournalSubmits(DataSource database, String tenant) {
    this.database = database;
    this.interactions = "interaction|" + tenant + "/%";
  }

  /** Returns once nothing more is written: what a node has given up on may still come. */
  void awaitQuiet(Duration limit) throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    long last = last();
    for (int same = 0; same < LOOKS; ) {
      Signals.pause(LOOK_MILLIS);
      long now = last();
      same = now == last ? same + 1 : 0;
      last = now;
      if (System.nanoTime() - end > 0)
        throw new IllegalStateException("the node still writes " + limit + " after the load");
    }
  }

  private long last() throws SQLException {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LAST)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How often each of so many submits made an interaction. */
  int[] times(int submits) throws SQLException {
    var times = new int[submits];
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(SUBMITTED)) {
      connection.setAutoCommit(false); // or all rows come at once
      statement.setFetchSize(FETCHED);
      statement.setString(1, interactions);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) times[Integer.parseInt(rows.getString(1))]++;
      }
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return times;
  }
}
