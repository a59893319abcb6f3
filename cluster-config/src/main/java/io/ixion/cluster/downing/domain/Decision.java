package io.ixion.cluster.downing.domain;

import java.util.List;

/**
 * What follows from a look.
 *
 * @param known what to remember for the next one
 * @param actions what to do now
 */
public record Decision(Known known, List<Action> actions) {
  public Decision {
    actions = List.copyOf(actions);
  }
}
