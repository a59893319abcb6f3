package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.domain.Fold;
import io.ixion.engine.reporting.domain.JournalRow;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table together with the fold that fills it and the latest states in memory, so that most
 * batches need not read before they write.
 */
final class TableProjection<S, E> {
  private final ReadTable<S> table;
  private final Fold<S, E> fold;
  private final LatestStates<S> latest;
  private Map<Subject, S> unconfirmed = Map.of();

  TableProjection(ReadTable<S> table, Fold<S, E> fold, LatestStates<S> latest) {
    this.table = table;
    this.fold = fold;
    this.latest = latest;
  }

  /** Writes what the batch says of this table, within the caller's transaction. */
  List<Fold.Failure> apply(Connection connection, List<JournalRow> batch) throws SQLException {
    List<JournalRow> rows =
        batch.stream()
            .filter(r -> r.subject().map(s -> s.kind() == table.kind()).orElse(false))
            .toList();
    unconfirmed = Map.of();
    if (rows.isEmpty()) return List.of();
    Fold.Result<S> result = fold.fold(known(connection, rows), rows);
    unconfirmed = result.states();
    if (!unconfirmed.isEmpty()) table.write(connection, new ArrayList<>(unconfirmed.values()));
    return result.failures();
  }

  private Map<Subject, S> known(Connection connection, List<JournalRow> rows) throws SQLException {
    var known = new LinkedHashMap<Subject, S>();
    var missing = new LinkedHashSet<Subject>();
    var started =
        new HashSet<Subject>(); // their life begins within the batch: the table cannot know them
    for (JournalRow row : rows) {
      Subject subject = row.subject().orElseThrow();
      Optional<S> state = latest.get(subject);
      if (state.isPresent()) known.put(subject, state.get());
      else if (row.sequenceNumber() == 1) started.add(subject);
      else if (!started.contains(subject)) missing.add(subject);
    }
    if (!missing.isEmpty()) known.putAll(table.read(connection, missing));
    return known;
  }

  /** The transaction was committed. */
  void confirm() {
    unconfirmed.forEach(latest::put);
    unconfirmed = Map.of();
  }

  /** The tables may say something else than this memory. */
  void forget() {
    latest.clear();
    unconfirmed = Map.of();
  }
}
