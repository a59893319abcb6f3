package io.ixion.engine.interaction;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The inactivity limit that an interaction's own data asks for, which goes before that of its
 * medium and of the node. What cannot be used is not used, and whoever shows the interaction says
 * so.
 */
public final class HandlingTimeout {
  /** Key of the attached data: an ISO-8601 duration of 1 s to 24 h. */
  public static final String KEY = "handling-timeout";

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofDays(1);

  private HandlingTimeout() {}

  /** The limit, if there is one that can be used. */
  public static Optional<Duration> of(AttachedData data) {
    return data.text(KEY).flatMap(HandlingTimeout::parsed);
  }

  private static Optional<Duration> parsed(String text) {
    try {
      Duration limit = Duration.parse(text);
      boolean inRange = limit.compareTo(LEAST) >= 0 && limit.compareTo(MOST) <= 0;
      return inRange ? Optional.of(limit) : Optional.empty();
    } catch (DateTimeParseException notADuration) {
      return Optional.empty();
    }
  }

  /** Whether the data asks for a limit that is not used. */
  public static boolean isUnusable(AttachedData data) {
    return data.values().containsKey(KEY) && of(data).isEmpty();
  }
}
