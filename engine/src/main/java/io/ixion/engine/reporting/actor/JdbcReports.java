package io.ixion.engine.reporting.actor;

import io.ixion.engine.agent.Holdings;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.reporting.InteractionQuery;
import io.ixion.engine.reporting.Listed;
import io.ixion.engine.reporting.LiveWork;
import io.ixion.engine.reporting.RecordedEvent;
import io.ixion.engine.reporting.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Questions to the read tables and to the journal, each bounded in rows and time. */
final class JdbcReports implements Reports, Holdings, LiveWork {
  private static final int TIMEOUT_SECONDS = 10;
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final AsyncJdbc jdbc;
  private final CaughtUp caughtUp;
  private final long pageData;

  /**
   * @param pageData bytes of attached data after which a page is full
   */
  JdbcReports(AsyncJdbc jdbc, CaughtUp caughtUp, long pageData) {
    this.pageData = pageData;
    this.jdbc = jdbc;
    this.caughtUp = caughtUp;
  }

  @Override
  public CompletionStage<Listed<Interaction>> list(InteractionQuery query) {
    var sql = new StringBuilder("select header, data from interaction where tenant = ?");
    var values = new ArrayList<Object>(List.of(query.tenant().value()));
    filter(sql, values, "queue", query.queue().map(QueueId::value));
    filter(sql, values, "state", query.state());
    filter(sql, values, "media_type", query.mediaType().map(MediaType::value));
    filter(sql, values, "agent", query.agent().map(AgentId::value));
    filter(sql, values, "external_id", query.externalId());
    query
        .after()
        .ifPresent(
            cursor -> {
              sql.append(" and (submitted_at, id) < (?::timestamptz, ?)");
              values.add(cursor.submittedAt().toString());
              values.add(cursor.id().value());
            });
    sql.append(" order by submitted_at desc, id desc limit ").append(query.limit() + 1);
    return jdbc.run(
        connection ->
            new Paged<>(query.limit(), pageData, JdbcReports::interaction)
                .read(connection, sql.toString(), values));
  }

  private static Paged.Row<Interaction> interaction(ResultSet row) throws SQLException {
    Interaction interaction = InteractionTable.whole(row);
    return new Paged.Row<>(interaction, interaction.data().size());
  }

  private static void filter(
      StringBuilder sql, List<Object> values, String column, Optional<String> value) {
    value.ifPresent(
        v -> {
          sql.append(" and ").append(column).append(" = ?");
          values.add(v);
        });
  }

  @Override
  public CompletionStage<List<InteractionHeader>> of(TenantId tenant, AgentId agent, int limit) {
    return headers(
        "select header from interaction where tenant = ? and agent = ? limit " + limit,
        List.of(tenant.value(), agent.value()));
  }

  private CompletionStage<List<InteractionHeader>> headers(String sql, List<Object> values) {
    return jdbc.run(connection -> query(connection, sql, values, InteractionTable::headers));
  }

  @Override
  public CompletionStage<Listed<RecordedEvent>> history(
      TenantId tenant, InteractionId id, long afterRevision, int limit) {
    return jdbc.run(
        connection ->
            new Paged<>(limit, pageData, JdbcReports::event)
                .read(
                    connection,
                    "select sequence_number, event_payload from event_journal where persistence_id = ?"
                        + " and sequence_number > ? and not deleted order by sequence_number limit "
                        + (limit + 1),
                    List.of("interaction|" + EntityKey.of(tenant, id), afterRevision)));
  }

  private static Paged.Row<RecordedEvent> event(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes(2);
    try {
      return new Paged.Row<>(
          new RecordedEvent(row.getLong(1), StoredJson.interactionEvent(payload)), payload.length);
    } catch (IOException e) {
      throw new UncheckedIOException("an event of the journal cannot be read", e);
    }
  }

  @Override
  public CompletionStage<Void> caughtUp(Duration within) {
    return caughtUp.within(within);
  }

  @Override
  public CompletionStage<Void> caughtUp() {
    return caughtUp.within(CATCH_UP);
  }

  @Override
  public CompletionStage<List<Overdue>> overdue(Instant before, int limit) {
    return jdbc.run(
        connection ->
            query(
                connection,
                "select tenant, id from interaction where deadline < ?::timestamptz order by deadline limit "
                    + limit,
                List.of(before.toString()),
                rows -> {
                  var found = new ArrayList<Overdue>();
                  while (rows.next())
                    found.add(
                        new Overdue(
                            new TenantId(rows.getString(1)), new InteractionId(rows.getString(2))));
                  return found;
                }));
  }

  @Override
  public CompletionStage<List<LoggedIn>> loggedIn(Optional<LoggedIn> after, int limit) {
    return jdbc.run(
        connection ->
            query(
                connection,
                "select tenant, id from agent where logged_in and (tenant, id) > (?, ?) order by tenant, id limit "
                    + limit,
                List.of(
                    after.map(a -> a.tenant().value()).orElse(""),
                    after.map(a -> a.agent().value()).orElse("")),
                rows -> {
                  var found = new ArrayList<LoggedIn>();
                  while (rows.next())
                    found.add(
                        new LoggedIn(
                            new TenantId(rows.getString(1)), new AgentId(rows.getString(2))));
                  return found;
                }));
  }

  /** Makes a result of rows. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  static <T> T query(Connection connection, String sql, List<Object> values, Rows<T> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      for (int i = 0; i < values.size(); i++) statement.setObject(i + 1, values.get(i));
      try (ResultSet result = statement.executeQuery()) {
        return rows.read(result);
      }
    }
  }
}
