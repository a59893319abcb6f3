package io.ixion.engine.routing;

import com.typesafe.config.Config;
import io.ixion.engine.limit.CheckedSettings;
import java.time.Duration;

/**
 * Limits of the router.
 *
 * @param proposalTimeout an unsettled proposal is dropped after this
 * @param proposalRepeat an unsettled proposal is made once more whenever this has passed
 * @param retellInterval a queue, and an agent, is asked to tell again at most once in this time
 * @param agentSilence an agent who told nothing for this long is asked; after three times this it
 *     is forgotten
 * @param tick how often deadlines are looked at
 * @param keep empty classes, and unused skill profiles, that are kept for reuse
 * @param chunk candidates that travel in one message
 */
public record RouterSettings(
    Duration proposalTimeout,
    Duration proposalRepeat,
    Duration retellInterval,
    Duration agentSilence,
    Duration tick,
    int keep,
    int chunk) {
  private static final int MOST_IN_A_MESSAGE = 150; // of the largest; see maximum-frame-size

  public static RouterSettings from(Config ixion) {
    var own = new CheckedSettings(ixion, "routing");
    return new RouterSettings(
        soon(own, "proposal-timeout"),
        soon(own, "proposal-repeat"),
        soon(own, "retell-interval"),
        soon(own, "agent-silence"),
        soon(own, "tick"),
        own.number("keep", 0, 10_000_000),
        own.number("chunk", 1, MOST_IN_A_MESSAGE));
  }

  private static Duration soon(CheckedSettings own, String key) {
    return own.time(key, Duration.ofMillis(1), Duration.ofMinutes(10));
  }
}
