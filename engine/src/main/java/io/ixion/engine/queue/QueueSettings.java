package io.ixion.engine.queue;

import com.typesafe.config.Config;
import io.ixion.engine.limit.CheckedSettings;
import java.time.Duration;

/**
 * The limits of a queue; defaults and meaning are in {@code reference.conf} under {@code
 * ixion.queue}.
 *
 * @param window most waiting interactions of one class in memory
 * @param maxInMemory most waiting interactions of all classes in memory
 * @param sweepInterval how often the queue compares itself with the interaction table
 * @param sweepsAtOnce most queues of a node that do so at the same time
 * @param helloInterval how often the router hears of the queue at least
 * @param askTimeout how long a caller waits for the figures
 */
public record QueueSettings(
    int window,
    int maxInMemory,
    Duration sweepInterval,
    int sweepsAtOnce,
    Duration helloInterval,
    Duration askTimeout) {

  public static QueueSettings from(Config ixion) {
    var own = new CheckedSettings(ixion, "queue");
    return new QueueSettings(
        own.number("window", 1, 1_000_000),
        own.number("max-in-memory", 1, 10_000_000),
        own.time("sweep-interval", Duration.ofMillis(100), CheckedSettings.DAY),
        own.number("sweeps-at-once", 1, 100),
        own.time("hello-interval", Duration.ofMillis(100), Duration.ofMinutes(1)),
        own.time("ask-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
  }
}
