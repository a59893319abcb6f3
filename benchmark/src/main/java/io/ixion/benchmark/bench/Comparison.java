package io.ixion.benchmark.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Results of several rounds by road, and what they say of a road against the floor. */
final class Comparison {
  static final String FLOOR = "floor";
  private final Map<String, List<Rounds.Result>> byRoad = new LinkedHashMap<>();

  void add(Rounds.Result result) {
    byRoad.computeIfAbsent(result.road(), road -> new ArrayList<>()).add(result);
  }

  Iterable<String> roads() {
    return byRoad.keySet();
  }

  List<Rounds.Result> of(String road) {
    return byRoad.getOrDefault(road, List.of());
  }

  /** Median over the rounds of the ratio to the floor of the same round. */
  double ratio(String road) {
    return median(ratios(road));
  }

  double leastRatio(String road) {
    return ratios(road).stream().mapToDouble(r -> r).min().orElse(Double.NaN);
  }

  double mostRatio(String road) {
    return ratios(road).stream().mapToDouble(r -> r).max().orElse(Double.NaN);
  }

  private List<Double> ratios(String road) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(of(road).size(), of(FLOOR).size()); round++)
      ratios.add(of(road).get(round).perSecond() / of(FLOOR).get(round).perSecond());
    return ratios;
  }

  double median(String road, ToDoubleFunction<Rounds.Result> figure) {
    return median(of(road).stream().map(figure::applyAsDouble).toList());
  }

  double least(String road, ToDoubleFunction<Rounds.Result> figure) {
    return of(road).stream().mapToDouble(figure).min().orElse(Double.NaN);
  }

  double most(String road, ToDoubleFunction<Rounds.Result> figure) {
    return of(road).stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  static double median(List<Double> values) {
    if (values.isEmpty()) return Double.NaN;
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
