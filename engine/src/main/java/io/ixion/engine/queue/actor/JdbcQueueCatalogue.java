package io.ixion.engine.queue.actor;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.queue.QueueCatalogue;
import io.ixion.engine.queue.QueueDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The table {@code queue_definition}. */
public final class JdbcQueueCatalogue implements QueueCatalogue {
  private static final String COLUMNS =
      "select tenant, id, version, description from queue_definition";
  private static final String PUT =
      """
      insert into queue_definition (tenant, id, version, description) values (?, ?, 1, ?)
      on conflict (tenant, id) do update
      set version = queue_definition.version + 1, description = excluded.description, changed_at = now()
      where queue_definition.description is distinct from excluded.description
      """;

  private final AsyncJdbc jdbc;

  public JdbcQueueCatalogue(AsyncJdbc jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public CompletionStage<QueueDefinition> put(
      TenantId tenant, QueueId id, Optional<String> description) {
    return jdbc.change(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setString(1, tenant.value());
            statement.setString(2, id.value());
            statement.setString(3, description.orElse(null));
            statement.executeUpdate();
          }
          return one(connection, tenant, id).orElseThrow();
        });
  }

  @Override
  public CompletionStage<Optional<QueueDefinition>> find(TenantId tenant, QueueId id) {
    return jdbc.run(connection -> one(connection, tenant, id));
  }

  private static Optional<QueueDefinition> one(Connection connection, TenantId tenant, QueueId id)
      throws SQLException {
    return read(connection, COLUMNS + " where tenant = ? and id = ?", tenant.value(), id.value())
        .stream()
        .findFirst();
  }

  @Override
  public CompletionStage<List<QueueDefinition>> list(
      TenantId tenant, Optional<QueueId> after, int limit) {
    String from = after.map(QueueId::value).orElse("");
    return jdbc.run(
        connection ->
            read(
                connection,
                COLUMNS + " where tenant = ? and id > ? order by id limit " + limit,
                tenant.value(),
                from));
  }

  @Override
  public CompletionStage<List<QueueDefinition>> all(Optional<QueueDefinition> after, int limit) {
    String tenant = after.map(q -> q.tenant().value()).orElse("");
    String id = after.map(q -> q.id().value()).orElse("");
    return jdbc.run(
        connection ->
            read(
                connection,
                COLUMNS + " where (tenant, id) > (?, ?) order by tenant, id limit " + limit,
                tenant,
                id));
  }

  private static List<QueueDefinition> read(
      Connection connection, String sql, String first, String second) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, first);
      statement.setString(2, second);
      var found = new ArrayList<QueueDefinition>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next())
          found.add(
              new QueueDefinition(
                  new TenantId(row.getString(1)),
                  new QueueId(row.getString(2)),
                  row.getLong(3),
                  Optional.ofNullable(row.getString(4))));
      }
      return found;
    }
  }
}
