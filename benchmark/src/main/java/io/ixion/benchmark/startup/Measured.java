package io.ixion.benchmark.startup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of repeated runs by name. Not thread-safe. */
final class Measured {
  private final Map<String, List<Double>> runs = new LinkedHashMap<>();

  void add(String name, double value) {
    runs.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  void addAll(Map<String, Double> values) {
    values.forEach(this::add);
  }

  Iterable<String> names() {
    return List.copyOf(runs.keySet());
  }

  List<Double> of(String name) {
    return List.copyOf(runs.getOrDefault(name, List.of()));
  }

  double median(String name) {
    List<Double> sorted = of(name).stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  double worst(String name) {
    return of(name).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
