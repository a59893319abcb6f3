package io.ixion.engine.routing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets each one be asked at most once in an interval; remembers nobody for longer than that. */
public final class AskLimit<T> {
  private final Duration interval;
  // in the order of asking, so that the outdated ones are in front
  private final Map<T, Instant> asked = new LinkedHashMap<>();

  public AskLimit(Duration interval) {
    this.interval = interval;
  }

  public boolean mayAsk(T whom, Instant now) {
    Instant outdated = now.minus(interval);
    var oldest = asked.values().iterator();
    while (oldest.hasNext() && !oldest.next().isAfter(outdated)) oldest.remove();
    return asked.putIfAbsent(whom, now) == null;
  }
}
