package io.ixion.cluster;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings our tables up to date; Flyway's lock lets one of many starting nodes do it. */
final class Schema {
  private static final int LOCK_RETRIES = 120;

  private Schema() {}

  static void migrate(DataSource database) {
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:schema")
          .table("schema_history")
          .lockRetryCount(LOCK_RETRIES)
          .connectRetries(3)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseProblem(
          "cannot bring the tables up to date; Ixion needs a database of its own, empty at first: "
              + e.getMessage(),
          e);
    }
  }
}
