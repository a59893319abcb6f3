package io.ixion.engine.reporting;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of the read side; defaults and meaning are in {@code reference.conf} under {@code
 * ixion.reporting}.
 *
 * @param pollInterval how often the journal is looked at when nothing is new
 * @param batchSize most events applied in one transaction
 * @param cacheSize interactions whose latest row is kept in memory
 * @param jdbcThreads threads for queries
 * @param jdbcWaiting queries that may wait for a thread
 */
public record ReadSideSettings(
    Duration pollInterval, int batchSize, int cacheSize, int jdbcThreads, int jdbcWaiting) {

  public static ReadSideSettings from(Config ixion) {
    Config own = ixion.getConfig("reporting");
    return new ReadSideSettings(
        own.getDuration("poll-interval"),
        own.getInt("batch-size"),
        own.getInt("cache-size"),
        own.getInt("jdbc-threads"),
        own.getInt("jdbc-waiting"));
  }
}
