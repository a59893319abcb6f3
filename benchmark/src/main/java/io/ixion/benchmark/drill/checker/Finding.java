package io.ixion.benchmark.drill.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What was looked at for one invariant and what was found; keeps the first counterexamples. */
public final class Finding {
  private static final int EXAMPLES = 5;

  private final Invariant invariant;
  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long violations;
  private long excused;

  Finding(Invariant invariant) {
    this.invariant = invariant;
  }

  void expect(boolean holds, Supplier<String> counterexample) {
    checked++;
    if (holds) return;
    violations++;
    if (examples.size() < EXAMPLES) examples.add(counterexample.get());
  }

  /** Something that would be a violation but for the fault that was under way. */
  void excuse() {
    checked++;
    excused++;
  }

  public Invariant invariant() {
    return invariant;
  }

  public List<String> examples() {
    return List.copyOf(examples);
  }

  public long checked() {
    return checked;
  }

  public long violations() {
    return violations;
  }

  public long excused() {
    return excused;
  }
}
