package io.ixion.engine.reporting.actor;

import io.ixion.engine.reporting.domain.JournalRow.Subject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The states used last, bounded in number and in weight; what is heavy leaves room for fewer. */
final class LatestStates<S> {
  private final ToLongFunction<S> weight;
  private final int mostStates;
  private final long mostWeight;
  private final Map<Subject, Held<S>> held = new LinkedHashMap<>(16, 0.75f, true);
  private long total;

  private record Held<S>(S state, long weight) {}

  LatestStates(ToLongFunction<S> weight, int mostStates, long mostWeight) {
    this.weight = weight;
    this.mostStates = mostStates;
    this.mostWeight = mostWeight;
  }

  Optional<S> get(Subject subject) {
    return Optional.ofNullable(held.get(subject)).map(Held::state);
  }

  void put(Subject subject, S state) {
    var fresh = new Held<>(state, weight.applyAsLong(state));
    Held<S> old = held.put(subject, fresh);
    total += fresh.weight() - (old == null ? 0 : old.weight());
    Iterator<Held<S>> eldest = held.values().iterator();
    while (held.size() > mostStates || total > mostWeight) {
      total -= eldest.next().weight();
      eldest.remove();
    }
  }

  void clear() {
    held.clear();
    total = 0;
  }

  int size() {
    return held.size();
  }
}
