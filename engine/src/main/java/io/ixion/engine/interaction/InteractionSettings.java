package io.ixion.engine.interaction;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueType;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.limit.CheckedSettings;
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
 * @param maxEvents events after which nobody may change an interaction any more but by ending it
 */
public record InteractionSettings(
    Duration offerTimeout,
    Duration handlingTimeout,
    Map<MediaType, Duration> handlingTimeoutByMedia,
    Duration avoidAfterMiss,
    long maxDataBytes,
    Duration askTimeout,
    Duration passivateAfter,
    int maxActive,
    int maxEvents) {

  /** More than one message between two nodes can carry otherwise. */
  private static final long MOST_DATA = 1 << 20;

  public static InteractionSettings from(Config ixion) {
    var own = new CheckedSettings(ixion, "interaction");
    return new InteractionSettings(
        own.time("offer-timeout", Duration.ofSeconds(1), CheckedSettings.DAY),
        own.time("handling-timeout", Duration.ofSeconds(1), CheckedSettings.DAY),
        byMedia(ixion),
        own.time("avoid-after-miss", Duration.ZERO, CheckedSettings.DAY),
        own.bytes("max-data", 0, MOST_DATA),
        own.time("ask-timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
        own.time("passivate-after", Duration.ofSeconds(1), CheckedSettings.DAY),
        own.number("max-active", 1, 10_000_000),
        own.number("max-events", 100, 1_000_000));
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
                    new CheckedSettings(ixion, "media-types.\"" + name + "\"")
                        .time("handling-timeout", Duration.ofSeconds(1), CheckedSettings.DAY));
            });
    return Map.copyOf(limits);
  }
}
