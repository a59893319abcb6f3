package io.ixion.engine.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means, by the class of its SQL state (PostgreSQL, appendix A). */
enum SqlFailure {
  /** It cannot be reached, is too busy, or ends: the same may succeed later. */
  AWAY,
  /** It will never take these values: too long, out of range, not unique, not allowed. */
  REFUSED,
  /** The statement itself is wrong, or the tables are not those that it was written for. */
  DEFECT;

  private static final Set<String> VALUES = Set.of("22", "23", "54");
  private static final Set<String> STATEMENTS = Set.of("0A", "21", "26", "34", "42", "P0");
  private static final int CLASS = 2;

  /** What has no state of its own (a pool that is empty) is away. */
  static SqlFailure of(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof SQLException sql)
        for (SQLException next = sql; next != null; next = next.getNextException()) {
          String group = group(next.getSQLState());
          if (VALUES.contains(group)) return REFUSED;
          if (STATEMENTS.contains(group)) return DEFECT;
        }
    return AWAY;
  }

  private static String group(String state) {
    return state == null || state.length() < CLASS ? "" : state.substring(0, CLASS);
  }
}
