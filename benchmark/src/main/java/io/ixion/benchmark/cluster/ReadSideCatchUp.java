package io.ixion.benchmark.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Whether the tables of lists and reports show the whole journal, asked of the database itself. */
public final class ReadSideCatchUp {
  private static final String CAUGHT_UP =
      """
      select coalesce((select (p.txid, p.ordering) >= (j.txid, j.ordering) from
        (select txid, ordering from event_journal order by txid desc, ordering desc limit 1) j), true)
      from read_side_position p where p.reader = 'journal'
      """;

  private ReadSideCatchUp() {}

  /**
   * Returns once it shows everything that is in the journal; meant for when nothing is written.
   *
   * @return whether it did so within {@code limit}
   */
  public static boolean await(DataSource database, Duration limit) {
    return Signals.await(limit, () -> isCaughtUp(database));
  }

  private static boolean isCaughtUp(DataSource database) {
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CAUGHT_UP)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot ask the database: " + failure.getMessage(), failure);
    }
  }
}
