package io.ixion.engine.reporting;

import java.util.List;

/**
 * One page of what was asked for.
 *
 * @param items at least one if there is any; fewer than were asked for when they are large
 * @param more whether there are others after them
 */
public record Listed<T>(List<T> items, boolean more) {
  public Listed {
    items = List.copyOf(items);
  }
}
