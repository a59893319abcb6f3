package io.ixion.engine.reporting;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of the read side; defaults and meaning are in {@code reference.conf} under {@code
 * ixion.reporting}.
 *
 * @param pollInterval how often the journal is looked at when nothing is new
 * @param batchSize most events applied in one transaction
 * @param batchData bytes of events after which a batch is full
 * @param cacheSize interactions whose latest row is kept in memory
 * @param cacheData most bytes of attached data kept with them
 * @param jdbcThreads threads for queries
 * @param jdbcWaiting queries that may wait for a thread
 */
public record ReadSideSettings(
    Duration pollInterval,
    int batchSize,
    long batchData,
    int cacheSize,
    long cacheData,
    int jdbcThreads,
    int jdbcWaiting) {

  public static ReadSideSettings from(Config ixion) {
    Config own = ixion.getConfig("reporting");
    return new ReadSideSettings(
        own.getDuration("poll-interval"),
        own.getInt("batch-size"),
        own.getBytes("batch-data"),
        own.getInt("cache-size"),
        own.getBytes("cache-data"),
        own.getInt("jdbc-threads"),
        own.getInt("jdbc-waiting"));
  }
}
