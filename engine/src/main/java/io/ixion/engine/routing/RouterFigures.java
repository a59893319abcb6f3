package io.ixion.engine.routing;

import io.ixion.engine.id.TenantId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the routers of this node have done since start, and what they know now. */
public final class RouterFigures {
  public final LongAdder proposed = new LongAdder();
  public final LongAdder taken = new LongAdder();
  public final LongAdder failed = new LongAdder();
  public final LongAdder expired = new LongAdder();

  /** Proposals made once more, as nobody had settled them. */
  public final LongAdder repeated = new LongAdder();

  /** Pairs that only the sweep found: anything but 0 is a defect of the matcher. */
  public final LongAdder overlooked = new LongAdder();

  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

  private record Known(int waiting, int agents, int open) {}

  public void knows(TenantId tenant, int waiting, int agents, int open) {
    known.put(tenant, new Known(waiting, agents, open));
  }

  /** The router of this tenant has left this node. */
  public void forget(TenantId tenant) {
    known.remove(tenant);
  }

  public Map<String, Long> counters() {
    return Map.of(
        "router.proposed", proposed.sum(),
        "router.settled|taken", taken.sum(),
        "router.settled|failed", failed.sum(),
        "router.settled|expired", expired.sum(),
        "router.repeated", repeated.sum(),
        "router.overlooked", overlooked.sum());
  }

  public Map<String, Double> gauges() {
    double waiting = 0;
    double agents = 0;
    double open = 0;
    for (Known one : known.values()) {
      waiting += one.waiting;
      agents += one.agents;
      open += one.open;
    }
    return new TreeMap<>(
        Map.of("router.waiting", waiting, "router.agents", agents, "router.proposals", open));
  }
}
