package io.ixion.engine.reporting;

import com.typesafe.config.Config;
import io.ixion.engine.limit.CheckedSettings;
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
 * @param pageData bytes of attached data after which a page of a list is full
 * @param jdbcThreads threads for queries
 * @param jdbcWaiting queries that may wait for a thread
 * @param jdbcWait how long they may wait
 */
public record ReadSideSettings(
    Duration pollInterval,
    int batchSize,
    long batchData,
    int cacheSize,
    long cacheData,
    long pageData,
    int jdbcThreads,
    int jdbcWaiting,
    Duration jdbcWait) {

  public static ReadSideSettings from(Config ixion) {
    var own = new CheckedSettings(ixion, "reporting");
    return new ReadSideSettings(
        own.time("poll-interval", Duration.ofMillis(1), Duration.ofMinutes(1)),
        own.number("batch-size", 1, 100_000),
        own.bytes("batch-data", 1_024, 1L << 30),
        own.number("cache-size", 0, 10_000_000),
        own.bytes("cache-data", 0, 1L << 40),
        own.bytes("page-data", 1, 1L << 30),
        own.number("jdbc-threads", 1, 100),
        own.number("jdbc-waiting", 1, 1_000_000),
        own.time("jdbc-wait", Duration.ofMillis(1), Duration.ofMinutes(1)));
  }
}
