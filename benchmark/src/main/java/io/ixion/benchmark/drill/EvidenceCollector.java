package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.benchmark.client.Api;
import io.ixion.benchmark.cluster.Signals;
import io.ixion.benchmark.drill.evidence.Evidence;
import io.ixion.benchmark.drill.evidence.Evidence.View;
import io.ixion.benchmark.drill.evidence.JournalEntry;
import io.ixion.benchmark.drill.history.Recorder;
import io.ixion.benchmark.drill.load.DrillLoad;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Waits until a tenant has come to rest, and takes down everything that is known of it. */
final class EvidenceCollector {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARALLEL = 8;
  private static final int CAPACITY = 1;
  private static final String OPEN =
      """
      select count(*) filter (where type = 'submitted') - count(*) filter (where type = 'stopped') from (
        select convert_from(event_payload, 'UTF8')::jsonb ->> 'type' as type
        from event_journal where persistence_id like ?) events
      """;
  private static final String UNREAD =
      """
      select (select count(distinct persistence_id) from event_journal where persistence_id like ?)
        - (select count(*) from interaction where tenant = ? and state = 'stopped')
      """;
  private static final String JOURNAL =
      """
      select persistence_id, sequence_number, writer, write_timestamp, convert_from(event_payload, 'UTF8')
      from event_journal where persistence_id like ? order by ordering
      """;
  private static final String LISTED =
      "select id, state, revision, queue from interaction where tenant = ?";

  private final DataSource database;
  private final Api api;
  private final String tenant;
  private final String prefix;

  EvidenceCollector(DataSource database, Api api, String tenant) {
    this.database = database;
    this.api = api;
    this.tenant = tenant;
    this.prefix = "interaction|" + tenant + "/";
  }

  /** Returns once nothing is open and the read side shows it, or the time is up. */
  boolean awaitRest(Duration limit) {
    return Signals.await(
        limit, () -> count(OPEN, prefix + "%") == 0 && count(UNREAD, prefix + "%", tenant) == 0);
  }

  private long count(String query, String... parameters) {
    Signals.pause(200); // it is asked again and again
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) statement.setString(i + 1, parameters[i]);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException away) {
      return Long.MAX_VALUE;
    }
  }

  Evidence collect(Path history) throws IOException {
    try (Connection connection = database.getConnection()) {
      List<JournalEntry> journal = journal(connection);
      return new Evidence(
          Recorder.read(history), journal, listed(connection), owned(journal), waiting(), CAPACITY);
    } catch (SQLException e) {
      throw new IOException("cannot read the database: " + e.getMessage(), e);
    }
  }

  private List<JournalEntry> journal(Connection connection) throws SQLException, IOException {
    var journal = new ArrayList<JournalEntry>();
    try (PreparedStatement statement = connection.prepareStatement(JOURNAL)) {
      statement.setString(1, prefix + "%");
      try (ResultSet row = statement.executeQuery()) {
        while (row.next())
          journal.add(
              new JournalEntry(
                  row.getString(1).substring(prefix.length()),
                  row.getLong(2),
                  row.getString(3),
                  row.getLong(4),
                  JSON.readTree(row.getString(5))));
      }
    }
    return journal;
  }

  private Map<String, View> listed(Connection connection) throws SQLException {
    var listed = new HashMap<String, View>();
    try (PreparedStatement statement = connection.prepareStatement(LISTED)) {
      statement.setString(1, tenant);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next())
          listed.put(
              row.getString(1), new View(row.getString(2), row.getLong(3), row.getString(4)));
      }
    }
    return listed;
  }

  private Map<String, View> owned(List<JournalEntry> journal) throws IOException {
    var owned = new ConcurrentHashMap<String, View>();
    ExecutorService readers = Executors.newFixedThreadPool(PARALLEL);
    try {
      var pending = new ArrayList<Future<?>>();
      journal.stream()
          .map(JournalEntry::ixn)
          .distinct()
          .forEach(ixn -> pending.add(readers.submit(() -> own(ixn, owned))));
      for (Future<?> one : pending) one.get();
      return owned;
    } catch (ExecutionException e) {
      throw new IOException("cannot ask the owners: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      readers.shutdownNow();
    }
  }

  private Void own(String ixn, Map<String, View> owned) throws IOException {
    Api.Answer answer = api.send("GET", "/api/v1/interactions/" + ixn, null);
    if (answer.isSuccess())
      owned.put(
          ixn,
          new View(
              answer.body().path("state").asText(),
              answer.body().path("revision").asLong(),
              answer.body().path("queue").asText()));
    return null;
  }

  private Map<String, Long> waiting() throws IOException {
    var waiting = new HashMap<String, Long>();
    for (String queue : DrillLoad.QUEUES)
      waiting.put(
          queue,
          api.send("GET", "/api/v1/queues/" + queue, null).body().path("waiting").asLong(-1));
    return waiting;
  }
}
