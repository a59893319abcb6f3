package io.ixion.cluster.downing.domain;

import java.util.List;

/**
 * What follows from a look.
 *
 * @param known what to remember for the next one
 * @param actions what to do now
 */
public record DowningDecision(PeerMemory known, List<Action> actions) {
  public DowningDecision {
    actions = List.copyOf(actions);
  }
}
