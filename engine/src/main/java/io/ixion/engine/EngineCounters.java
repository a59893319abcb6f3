package io.ixion.engine;

import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.Place;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to the interactions that live on this node, for operators. */
final class EngineCounters {
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

  void count(Optional<Interaction> before, InteractionEvent event) {
    if (event instanceof InteractionEvent.Submitted) add("interaction.submitted");
    else if (event instanceof InteractionEvent.Stopped) add("interaction.stopped");
    else if (event instanceof InteractionEvent.Offered) add("offer.made");
    else if (event instanceof InteractionEvent.Accepted) add("offer.ended|accepted");
    else if (event instanceof InteractionEvent.Rejected) add("offer.ended|rejected");
    else if (event instanceof InteractionEvent.OfferExpired) add("offer.ended|timed_out");
    else if (event instanceof InteractionEvent.Rescinded) add("offer.ended|rescinded");
    else if (event instanceof InteractionEvent.Released) add("interaction.released");
    else if (event instanceof InteractionEvent.WentOffline offline && offline.abandoned())
      add("interaction.abandoned");
    boolean pulledFromAgent = before.map(b -> b.place() instanceof Place.Offered).orElse(false);
    if (pulledFromAgent && event instanceof InteractionEvent.Stopped) add("offer.ended|stopped");
    if (pulledFromAgent && event instanceof InteractionEvent.PlacedInQueue)
      add("offer.ended|moved");
  }

  private void add(String name) {
    counters.computeIfAbsent(name, n -> new LongAdder()).increment();
  }

  Map<String, Long> totals() {
    var totals = new TreeMap<String, Long>();
    counters.forEach((name, count) -> totals.put(name, count.sum()));
    return totals;
  }
}
