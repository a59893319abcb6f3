package io.ixion.engine;

import java.util.Map;

/**
 * Figures of this node for operators.
 *
 * @param ready whether commands can be served: see {@link Readiness}
 * @param readSideLagSeconds age of the oldest event that the read side has not shown yet, 0 when
 *     none
 * @param counters totals since start by name, e.g. {@code offer.made}, {@code offer.ended|accepted}
 * @param gauges present values by name
 */
public record EngineFigures(
    boolean ready,
    double readSideLagSeconds,
    Map<String, Long> counters,
    Map<String, Double> gauges) {}
