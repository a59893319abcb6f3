package io.ixion.engine.interaction;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import io.ixion.engine.kernel.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits of an interaction's life; defaults and meaning of each are in {@code reference.conf}
 * under {@code ixion.interaction}.
 *
 * @param offerTimeout how long an agent may take to answer an offer
 * @param handlingTimeout how long an agent may work without any request about the interaction
 * @param handlingTimeoutByMedia the same for single media
 * @param avoidAfterMiss how long an agent who rejected or missed it is not offered it again
 * @param maxDataBytes size of the attached data as JSON
 * @param askTimeout how long a caller waits for the owner's answer
 * @param passivateAfter idle time after which an interaction leaves the memory
 * @param maxActive how many interactions one node keeps in memory at most
 */
public record InteractionSettings(
    Duration offerTimeout,
    Duration handlingTimeout,
    Map<MediaType, Duration> handlingTimeoutByMedia,
    Duration avoidAfterMiss,
    long maxDataBytes,
    Duration askTimeout,
    Duration passivateAfter,
    int maxActive) {

  public static InteractionSettings from(Config ixion) {
    Config own = ixion.getConfig("interaction");
    return new InteractionSettings(
        between(own, "offer-timeout", Duration.ofSeconds(1), Duration.ofDays(1)),
        between(own, "handling-timeout", Duration.ofSeconds(1), Duration.ofDays(1)),
        byMedia(ixion),
        between(own, "avoid-after-miss", Duration.ZERO, Duration.ofDays(1)),
        own.getBytes("max-data"),
        between(own, "ask-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        between(own, "passivate-after", Duration.ofSeconds(1), Duration.ofDays(1)),
        own.getInt("max-active"));
  }

  private static Map<MediaType, Duration> byMedia(Config ixion) {
    var limits = new TreeMap<MediaType, Duration>();
    ixion
        .getObject("media-types")
        .forEach(
            (name, value) -> {
              if (value.valueType() == ConfigValueType.OBJECT
                  && ixion.hasPath("media-types.\"" + name + "\".handling-timeout"))
                limits.put(
                    new MediaType(name),
                    ixion.getDuration("media-types.\"" + name + "\".handling-timeout"));
            });
    return Map.copyOf(limits);
  }

  private static Duration between(Config config, String key, Duration least, Duration most) {
    Duration value = config.getDuration(key);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
      throw new IllegalArgumentException(
          "ixion.interaction." + key + " must be " + least + " to " + most + ", found " + value);
    return value;
  }
}
