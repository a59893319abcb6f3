package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.routing.AgentAvailability;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Agents who said that they can take nothing and have nothing, for as long as something older may
 * still be on its way from them.
 */
final class GoneAgents {
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  private record Gone(long version, Instant at) {}

  private final Map<AgentId, Gone> gone = new LinkedHashMap<>(); // the oldest first

  void add(AgentAvailability last, Instant now) {
    gone.remove(last.agent());
    gone.put(last.agent(), new Gone(last.version(), now));
    prune(now);
  }

  /** Whether this was told before the agent went. */
  boolean isOlder(AgentAvailability news, Instant now) {
    prune(now);
    Gone last = gone.get(news.agent());
    return last != null && news.version() <= last.version();
  }

  private void prune(Instant now) {
    Iterator<Gone> oldest = gone.values().iterator();
    while (oldest.hasNext() && oldest.next().at().plus(ON_ITS_WAY).isBefore(now)) oldest.remove();
  }
}
