package io.ixion.engine.reporting.actor;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.reporting.domain.JournalRow.Kind;
import io.ixion.engine.reporting.domain.JournalRow.Subject;
import io.ixion.engine.routing.Requirement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes and reads table {@code interaction}: many rows in one statement, the highest revision
 * stays.
 */
final class InteractionTable implements ReadTable<Interaction> {
  /** One column: its name, its type in PostgreSQL, and what it shows. */
  private record Column(String name, String type, Function<Interaction, Object> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("tenant", "text", i -> i.tenant().value()),
          new Column("id", "text", i -> i.id().value()),
          new Column("revision", "bigint", Interaction::revision),
          new Column("state", "text", Interaction::state),
          new Column("is_held", "boolean", Interaction::isHeld),
          new Column("is_online", "boolean", i -> i.header().isOnline()),
          new Column("queue", "text", i -> i.position().queue().value()),
          new Column("media_type", "text", i -> i.profile().mediaType().value()),
          new Column("type", "text", i -> text(i.profile().type().orElse(null))),
          new Column("subtype", "text", i -> text(i.profile().subtype().orElse(null))),
          new Column("external_id", "text", i -> text(i.profile().externalId().orElse(null))),
          new Column(
              "parent_id",
              "text",
              i -> i.profile().parentId().map(InteractionId::value).orElse(null)),
          new Column("agent", "text", i -> i.agent().map(AgentId::value).orElse(null)),
          new Column("priority", "integer", i -> i.header().priority()),
          new Column("requirement", "text", InteractionTable::requirement),
          new Column("placement", "integer", i -> i.position().placement()),
          new Column("waiting_since", "timestamptz", i -> i.header().waitingSince().toString()),
          new Column("moved_to_queue_at", "timestamptz", i -> i.position().movedAt().toString()),
          new Column("submitted_at", "timestamptz", i -> i.profile().submittedAt().toString()),
          new Column(
              "deadline", "timestamptz", i -> i.deadline().map(Instant::toString).orElse(null)),
          new Column("completed_at", "timestamptz", InteractionTable::completedAt),
          new Column("header", "text", i -> StoredJson.write(i.header())),
          new Column("data", "text", i -> StoredJson.write(i.data())));

  private static final String UPSERT = upsert();
  private static final String SELECT =
      "select header, data from interaction where (tenant, id) in (select * from unnest(?::text[], ?::text[]))";

  private static String upsert() {
    String names = COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
    String arrays =
        COLUMNS.stream().map(c -> "?::" + c.type() + "[]").collect(Collectors.joining(", "));
    String sets =
        COLUMNS.stream()
            .skip(2)
            .map(c -> c.name() + " = excluded." + c.name())
            .collect(Collectors.joining(", "));
    return "insert into interaction ("
        + names
        + ") select * from unnest("
        + arrays
        + ")"
        + " on conflict (tenant, id) do update set "
        + sets
        + " where interaction.revision < excluded.revision";
  }

  @Override
  public Kind kind() {
    return Kind.INTERACTION;
  }

  @Override
  public void write(Connection connection, Collection<Interaction> states) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      for (int c = 0; c < COLUMNS.size(); c++) {
        Column column = COLUMNS.get(c);
        Object[] values = states.stream().map(column.value()).toArray();
        String type = column.type().equals("timestamptz") ? "text" : column.type();
        statement.setArray(c + 1, connection.createArrayOf(type, values));
      }
      statement.executeUpdate();
    }
  }

  @Override
  public Map<Subject, Interaction> read(Connection connection, Collection<Subject> subjects)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setArray(
          1, connection.createArrayOf("text", subjects.stream().map(Subject::tenant).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", subjects.stream().map(Subject::id).toArray()));
      var found = new HashMap<Subject, Interaction>();
      for (Interaction i : wholes(statement.executeQuery())) found.put(subject(i), i);
      return found;
    }
  }

  static Subject subject(Interaction i) {
    return new Subject(Kind.INTERACTION, i.tenant().value(), i.id().value());
  }

  private static List<Interaction> wholes(ResultSet rows) throws SQLException {
    var found = new ArrayList<Interaction>();
    while (rows.next()) found.add(whole(rows));
    return found;
  }

  /** An interaction of a row with its header and its data. */
  static Interaction whole(ResultSet row) throws SQLException {
    return StoredJson.interaction(row.getString("header"), row.getString("data"));
  }

  /** Of rows with headers only. */
  static List<InteractionHeader> headers(ResultSet rows) throws SQLException {
    var found = new ArrayList<InteractionHeader>();
    while (rows.next()) found.add(StoredJson.header(rows.getString("header")));
    return found;
  }

  /** PostgreSQL's text cannot hold a zero byte. */
  private static String text(String value) {
    return value == null ? null : value.replace("\u0000", "");
  }

  private static String requirement(Interaction i) {
    return new Requirement(i.profile().mediaType(), i.profile().skills()).key();
  }

  private static String completedAt(Interaction i) {
    return i.place() instanceof Place.Stopped stopped ? stopped.at().toString() : null;
  }
}
