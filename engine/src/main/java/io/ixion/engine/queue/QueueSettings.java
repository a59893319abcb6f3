package io.ixion.engine.queue;

import com.typesafe.config.Config;
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
    Config own = ixion.getConfig("queue");
    return new QueueSettings(
        own.getInt("window"),
        own.getInt("max-in-memory"),
        own.getDuration("sweep-interval"),
        sweepsAtOnce(own.getInt("sweeps-at-once")),
        own.getDuration("hello-interval"),
        own.getDuration("ask-timeout"));
  }

  private static int sweepsAtOnce(int found) {
    if (found >= 1) return found;
    throw new IllegalArgumentException(
        "ixion.queue.sweeps-at-once must be 1 or more, found " + found);
  }
}
