package io.ixion.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How everybody shows things once everything has come to rest. What nobody asked for is empty.
 *
 * @param shown by the read side, by the owners
 * @param queues what each queue counts
 * @param holdings which interactions each agent says it has
 * @param reasons why an interaction that still lives may do so
 */
public record EndState(
    List<Shown> shown,
    Optional<Map<String, QueueCount>> queues,
    Optional<Map<String, Set<String>>> holdings,
    Map<String, Reason> reasons) {
  public EndState {
    shown = List.copyOf(shown);
    reasons = Map.copyOf(reasons);
  }

  /** The interactions as somebody shows them; those that it does not show are missing. */
  public record Shown(String who, String tenant, Map<String, View> views) {}

  /**
   * How somebody shows an interaction.
   *
   * @param data its attached data in one order of its fields; empty when nobody looked
   */
  public record View(String state, long revision, Optional<String> data) {}

  /** What a queue says of itself. */
  public record QueueCount(long waiting, long inHandOff) {}

  /** Why an interaction may live on without moving. */
  public enum Reason {
    HELD,
    PAUSED,
    UNCLAIMED,
    STRATEGY_NOT_LOADED,
    QUEUE_DELETED,
    IN_A_WORKBIN,
    NOBODY_ELIGIBLE
  }
}
