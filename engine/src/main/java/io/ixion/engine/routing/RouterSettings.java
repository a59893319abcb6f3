package io.ixion.engine.routing;

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
  public RouterSettings {
    positive("proposal-timeout", proposalTimeout);
    positive("proposal-repeat", proposalRepeat);
    positive("retell-interval", retellInterval);
    positive("agent-silence", agentSilence);
    positive("tick", tick);
    if (keep < 0 || chunk < 1)
      throw new IllegalArgumentException(
          "ixion.routing: keep must be at least 0 and chunk at least 1, found "
              + keep
              + " and "
              + chunk);
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero())
      throw new IllegalArgumentException(
          "ixion.routing." + name + " must be longer than nothing, found " + duration);
  }
}
