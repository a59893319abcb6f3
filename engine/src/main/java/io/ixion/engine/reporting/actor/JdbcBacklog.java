package io.ixion.engine.reporting.actor;

import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.jdbc.AsyncJdbc;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the interaction table knows of a queue. */
final class JdbcBacklog implements Backlog {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);
  private static final String WAITING =
      " from interaction where tenant = ? and queue = ? and state = 'queued' and not is_held";

  private final AsyncJdbc jdbc;
  private final CaughtUp caughtUp;

  JdbcBacklog(AsyncJdbc jdbc, CaughtUp caughtUp) {
    this.jdbc = jdbc;
    this.caughtUp = caughtUp;
  }

  @Override
  public CompletionStage<Void> caughtUp() {
    return caughtUp.within(CATCH_UP);
  }

  @Override
  public CompletionStage<List<WaitingClass>> classes(TenantId tenant, QueueId queue) {
    return jdbc.run(
        connection ->
            JdbcReports.query(
                connection,
                "select requirement, count(*), sum((extract(epoch from waiting_since) * 1000)::bigint % "
                    + DIGEST_LIMIT
                    + ")::bigint"
                    + WAITING
                    + " group by requirement",
                List.of(tenant.value(), queue.value()),
                rows -> {
                  var classes = new ArrayList<WaitingClass>();
                  while (rows.next())
                    classes.add(
                        new WaitingClass(rows.getString(1), rows.getLong(2), rows.getLong(3)));
                  return classes;
                }));
  }

  @Override
  public CompletionStage<List<Entry>> page(
      TenantId tenant, QueueId queue, String requirementKey, Optional<Candidate> after, int limit) {
    var values = new ArrayList<Object>(List.of(tenant.value(), queue.value(), requirementKey));
    String from = "";
    if (after.isPresent()) {
      from = " and (-priority, waiting_since, id) > (?, ?::timestamptz, ?)";
      values.addAll(
          List.of(
              -after.get().priority(),
              after.get().waitingSince().toString(),
              after.get().id().value()));
    }
    String sql =
        "select header"
            + WAITING
            + " and requirement = ?"
            + from
            + " order by -priority, waiting_since, id limit "
            + limit;
    return jdbc.run(connection -> JdbcReports.query(connection, sql, values, JdbcBacklog::entries));
  }

  @Override
  public CompletionStage<List<Entry>> offered(TenantId tenant, QueueId queue, int limit) {
    String sql =
        "select header from interaction where tenant = ? and queue = ? and state = 'offered' and agent is not null limit "
            + limit;
    return jdbc.run(
        connection ->
            JdbcReports.query(
                connection, sql, List.of(tenant.value(), queue.value()), JdbcBacklog::entries));
  }

  private static List<Entry> entries(ResultSet rows) throws SQLException {
    var entries = new ArrayList<Entry>();
    for (InteractionHeader interaction : InteractionTable.headers(rows))
      entries.add(Entry.of(interaction));
    return entries;
  }
}
