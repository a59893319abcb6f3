package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** A table of the read side, which holds the latest state of each subject of one kind. */
interface ReadTable<S> {
  Kind kind();

  void write(Connection connection, Collection<S> states) throws SQLException;

  Map<Subject, S> read(Connection connection, Collection<Subject> subjects) throws SQLException;
}
