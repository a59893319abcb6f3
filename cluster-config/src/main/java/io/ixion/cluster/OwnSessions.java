package io.ixion.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a connection is a session of the server that nobody else is given: a node's lock and the
 * fence that ends its sessions mean nothing otherwise. A pooler in between lends sessions out.
 */
final class OwnSessions {
  private static final Logger LOG = LoggerFactory.getLogger(OwnSessions.class);

  private OwnSessions() {}

  /**
   * Looks at two connections at a time.
   *
   * @throws DatabaseProblem if both are served by the same process of the server
   */
  static void check(DataSource database, String shownUrl) {
    try (Connection one = database.getConnection();
        Connection other = database.getConnection()) {
      long served = servedBy(one);
      if (served == servedBy(other))
        throw new DatabaseProblem(
            "expected a session of its own for each connection to "
                + shownUrl
                + "; found two connections in the same one. A pooler that lends sessions out for a transaction"
                + " cannot be used: connect to PostgreSQL directly, or by a pooler in session mode");
      if (served != one.unwrap(PGConnection.class).getBackendPID())
        LOG.warn(
            "there is a pooler between this node and PostgreSQL at {}: it must stay in session mode, and it decides"
                + " how soon the lock of a lost host is free",
            shownUrl);
    } catch (SQLException failure) {
      throw new DatabaseProblem(
          "cannot look at the sessions of the database " + shownUrl + ": " + failure.getMessage(),
          failure);
    }
  }

  private static long servedBy(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }
}
