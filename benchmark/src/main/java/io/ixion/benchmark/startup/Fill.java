package io.ixion.benchmark.startup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Multiplies one life into many, in the database: every journal row and every row of the read side
 * is a copy of one that the engine wrote itself, under another id and in another queue, so that it
 * cannot differ from what the engine reads. No node may run meanwhile.
 */
final class Fill {
  static final String QUEUE = "startup-";
  private static final int CHUNK = 25_000;

  /** The ids look like real ones: spread over all of the index. */
  private static final String COPIES =
      """
      with copies as (
        select n, 'ixn_0' || left(md5(n::text), 25) as id,
               '%s' || lpad((n %% %d)::text, 5, '0') as queue
        from generate_series(%d, %d) n)
      """;

  private static final String JOURNAL =
      """
      insert into event_journal (persistence_id, sequence_number, deleted, writer, write_timestamp, adapter_manifest,
        event_ser_id, event_ser_manifest, event_payload, meta_ser_id, meta_ser_manifest, meta_payload)
      select replace(j.persistence_id, ?, c.id), j.sequence_number, j.deleted, j.writer, j.write_timestamp,
        j.adapter_manifest, j.event_ser_id, j.event_ser_manifest,
        convert_to(replace(replace(convert_from(j.event_payload, 'UTF8'), ?, c.id), ?, c.queue), 'UTF8'),
        j.meta_ser_id, j.meta_ser_manifest, j.meta_payload
      from copies c cross join event_journal j where j.persistence_id = ? order by c.n, j.sequence_number
      """;

  private static final String READ_SIDE =
      """
      insert into interaction
      select r.* from copies c cross join (select to_json(i)::text as row from interaction i where tenant = ? and id = ?) i
      cross join lateral json_populate_record(null::interaction, replace(replace(i.row, ?, c.id), ?, c.queue)::json) r
      """;

  private static final String QUEUES =
      """
      insert into queue_definition (tenant, id, version)
      select '%s', '%s' || lpad(n::text, 5, '0'), 1 from generate_series(0, %d) n
      """;

  private static final String POSITION =
      """
      update read_side_position set (txid, ordering) =
        (select txid, ordering from event_journal order by txid desc, ordering desc limit 1)
      where reader = 'journal'
      """;

  private final DataSource database;
  private final OneLife pattern;
  private final Sizes sizes;
  private final Consumer<String> progress;

  Fill(DataSource database, OneLife pattern, Sizes sizes, Consumer<String> progress) {
    this.database = database;
    this.pattern = pattern;
    this.sizes = sizes;
    this.progress = progress;
  }

  void run() throws SQLException {
    try (Connection connection = database.getConnection()) {
      execute(connection, QUEUES.formatted(OneLife.TENANT, QUEUE, sizes.queues() - 1));
      copy(connection, pattern.waiting(), 1, sizes.waiting());
      copy(connection, pattern.stopped(), sizes.waiting() + 1, sizes.interactions());
      execute(connection, POSITION);
      progress.accept("analyzing");
      for (String table : List.of("event_journal", "interaction", "queue_definition"))
        execute(connection, "vacuum analyze " + table);
      execute(connection, "checkpoint");
    }
  }

  private void copy(Connection connection, String id, int first, int last) throws SQLException {
    for (int from = first; from <= last; from += CHUNK) {
      int to = Math.min(last, from + CHUNK - 1);
      String copies = COPIES.formatted(QUEUE, sizes.queues(), from, to);
      String journal = "interaction|" + OneLife.TENANT + "/" + id;
      execute(connection, copies + JOURNAL, id, id, pattern.queue(), journal);
      execute(connection, copies + READ_SIDE, OneLife.TENANT, id, id, pattern.queue());
      progress.accept(to + " of " + sizes.interactions() + " interactions stored");
    }
  }

  private static void execute(Connection connection, String sql, String... values)
      throws SQLException {
    if (values.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
      statement.executeUpdate();
    }
  }
}
