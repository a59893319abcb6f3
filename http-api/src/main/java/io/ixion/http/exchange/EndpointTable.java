package io.ixion.http.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the endpoint of a path, one step for each of its segments. */
public final class EndpointTable {
  private final Step root = new Step();
  private final List<Endpoint> all;

  /** One segment: the fixed ones that may follow, or else a name in braces. */
  private static final class Step {
    private final Map<String, Step> fixed = new HashMap<>();
    private Optional<Step> named = Optional.empty();
    private final Map<String, Endpoint> byMethod = new TreeMap<>();
  }

  /**
   * What a path leads to.
   *
   * @param byMethod its endpoints by method, in the order of the alphabet
   * @param values what the path has in place of the names in braces
   */
  record Found(Map<String, Endpoint> byMethod, List<String> values) {}

  public EndpointTable(List<Endpoint> endpoints) {
    this.all = List.copyOf(endpoints);
    all.forEach(this::add);
  }

  public List<Endpoint> all() {
    return all;
  }

  private void add(Endpoint endpoint) {
    Step at = root;
    for (String segment : endpoint.segments()) {
      if (segment.startsWith("{")) {
        if (at.named.isEmpty()) at.named = Optional.of(new Step());
        at = at.named.get();
      } else at = at.fixed.computeIfAbsent(segment, s -> new Step());
    }
    if (at.byMethod.put(endpoint.method(), endpoint) != null)
      throw new IllegalStateException(
          "two endpoints for " + endpoint.method() + " " + endpoint.template());
  }

  Optional<Found> find(Iterable<String> segments) {
    Step at = root;
    List<String> values = new ArrayList<>(2);
    for (String segment : segments) {
      Step next = at.fixed.get(segment);
      if (next == null) {
        if (at.named.isEmpty() || segment.isEmpty()) return Optional.empty();
        next = at.named.get();
        values.add(segment);
      }
      at = next;
    }
    return at.byMethod.isEmpty() ? Optional.empty() : Optional.of(new Found(at.byMethod, values));
  }
}
