package io.ixion.cluster.downing.domain;

import java.time.Duration;

/**
 * How soon a silent or dead node is fenced; the meaning and the default of each setting are in
 * {@code cluster.conf} under {@code ixion.cluster.downing}.
 *
 * @param poll how often a node looks at the locks of its peers
 * @param grace how long a lock may be free while its owner's port still answers
 * @param unreachable how long a peer may be unreachable from a majority
 * @param minorityDelay how much longer it may be unreachable from a minority
 * @param turn how much later all but the first in line act
 * @param stall how long a node may not have looked before its own waiting starts again
 * @param sessionTimeout how long the database may take to answer the lock session
 */
public record DowningSettings(
    Duration poll,
    Duration grace,
    Duration unreachable,
    Duration minorityDelay,
    Duration turn,
    Duration stall,
    Duration sessionTimeout) {
  private static final String PREFIX = "ixion.cluster.downing.";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public DowningSettings {
    within("poll", poll, Duration.ofMillis(20), Duration.ofSeconds(5));
    within("grace", grace, poll.multipliedBy(5), MINUTE);
    within("unreachable", unreachable, poll.multipliedBy(2), MINUTE.multipliedBy(5));
    within("minority-delay", minorityDelay, turn.multipliedBy(2), MINUTE);
    within("turn", turn, poll.multipliedBy(2), Duration.ofSeconds(10));
    within("stall", stall, poll.multipliedBy(4), MINUTE);
    within("session-timeout", sessionTimeout, Duration.ofSeconds(1), MINUTE);
    if (sessionTimeout.toMillisPart() != 0)
      throw wrong("session-timeout", sessionTimeout, "whole seconds");
  }

  private static void within(String option, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
      throw wrong(option, value, words(least) + " to " + words(most));
  }

  private static IllegalArgumentException wrong(String option, Duration value, String allowed) {
    return new IllegalArgumentException(
        PREFIX + option + " must be " + allowed + ", found " + words(value));
  }

  private static String words(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
