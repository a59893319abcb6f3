package io.ixion.benchmark.bench;

import io.ixion.cluster.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads from the journal whether a round did its work, whole and once. */
final class JournalCheck {
  private static final String LIVES =
      """
      select count(*), count(*) filter (where steps = 'submitted,offered,accepted,stopped') from (
        select string_agg(convert_from(event_payload, 'UTF8')::jsonb ->> 'type', ',' order by sequence_number) steps
        from event_journal where persistence_id like ? group by persistence_id) lives
      """;

  private JournalCheck() {}

  static void everyLifeIsWhole(Database database, String tenant, long submitted)
      throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(LIVES)) {
      statement.setString(1, "interaction|" + tenant + "/%");
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong(1) != submitted || row.getLong(2) != submitted)
          throw new IllegalStateException(
              "expected "
                  + submitted
                  + " interactions, each submitted, offered, accepted and stopped once; found "
                  + row.getLong(1)
                  + ", and "
                  + row.getLong(2)
                  + " of them so");
      }
    }
  }
}
