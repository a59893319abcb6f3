package io.ixion.cluster.persistence;

import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * Finds the latest snapshots of starting entities in batches, see {@link SharedLookups}: all ask,
 * few have one. Its answers are bounded in bytes, too: a snapshot that is large, or has metadata of
 * its own (ours have none), is left to the plugin, which reads it alone.
 */
public final class SharedSnapshotDao extends DefaultSnapshotDao {
  /** Bytes of a snapshot that is read with others. */
  static final int LARGE = 16 * 1024;

  private static final String LATEST =
      "select distinct on (persistence_id) persistence_id, sequence_number, created,"
          + " snapshot_ser_id, snapshot_ser_manifest,"
          + " case when octet_length(snapshot_payload) <= "
          + LARGE
          + " and meta_payload is null then snapshot_payload end"
          + " from snapshot where persistence_id = any(?)"
          + " order by persistence_id, sequence_number desc";

  private final Serialization serialization;
  private final ExecutionContext executor;
  private final SharedLookups<Optional<Latest>> lookups;

  private record Latest(
      SnapshotMetadata metadata, int serializer, String manifest, Optional<byte[]> payload) {}

  public SharedSnapshotDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    StartedThreads.of(database);
    this.serialization = serialization;
    this.executor = executor;
    this.lookups =
        new SharedLookups<>(database, executor, Optional.empty(), SharedSnapshotDao::latest);
  }

  /** Asked by every starting entity; answered for many in one query. */
  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String persistenceId) {
    return lookups
        .find(persistenceId)
        .flatMap(
            found -> found.map(this::read).orElse(Future.successful(Option.empty())), executor);
  }

  private Future<Option<Tuple2<SnapshotMetadata, Object>>> read(Latest latest) {
    SnapshotMetadata metadata = latest.metadata();
    if (latest.payload().isEmpty()) return super.latestSnapshot(metadata.persistenceId());
    return Future.fromTry(
        serialization
            .deserialize(latest.payload().get(), latest.serializer(), latest.manifest())
            .map(snapshot -> Option.apply(new Tuple2<>(metadata, snapshot))));
  }

  private static Map<String, Optional<Latest>> latest(Connection connection, Array persistenceIds)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
      statement.setArray(1, persistenceIds);
      var latest = new HashMap<String, Optional<Latest>>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) latest.put(rows.getString(1), Optional.of(latest(rows)));
      }
      return latest;
    }
  }

  private static Latest latest(ResultSet row) throws SQLException {
    var metadata = new SnapshotMetadata(row.getString(1), row.getLong(2), row.getLong(3));
    return new Latest(
        metadata, row.getInt(4), row.getString(5), Optional.ofNullable(row.getBytes(6)));
  }
}
