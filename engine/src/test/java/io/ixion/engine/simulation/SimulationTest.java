package io.ixion.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.JournalSerialization;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.judge.Finding;
import io.ixion.judge.Invariant;
import io.ixion.judge.Judge;
import io.ixion.judge.Judgement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of production, through loss, delay, repetition, disorder and restarts, before the judge
 * of drill and replay. A failure names its seed; {@code -Dsimulation.seed=<it>} plays that one
 * alone.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);

  /** So many are tried until a fault that is put back is found. */
  private static final int MOST_TRIES = 5_000;

  @Test
  void everyInvariantHoldsWhateverHappens() {
    Long only = Long.getLong("simulation.seed");
    LongStream seeds = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, SEEDS);
    var judged = EnumSet.noneOf(Invariant.class);
    seeds.forEach(
        seed -> {
          Cluster cluster = played(seed, new Deciders());
          List<Finding> found = violations(cluster, judged);
          if (only != null && !found.isEmpty()) print(cluster);
          assertThat(found).as("-Dsimulation.seed=%d", seed).isEmpty();
        });
    // The cluster has one tenant: that nothing crosses is judged by drills and by tests of keys.
    assertThat(judged).isEqualTo(EnumSet.complementOf(EnumSet.of(Invariant.APART)));
  }

  /** For whoever plays one seed: all that happened. */
  private static void print(Cluster cluster) {
    cluster.interactions.journals.forEach(
        (id, life) -> {
          System.out.println(id);
          life.forEach(event -> System.out.println("  " + event));
        });
    cluster.agents.forEach(
        (id, agent) -> agent.journal.forEach(event -> System.out.println(id + "  " + event)));
  }

  /** What cannot be seen cannot be trusted: each fault, put back, is found. */
  @TestFactory
  Stream<DynamicTest> aFaultThatIsPutBackIsFound() {
    return Stream.of(PutBack.values())
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> isFound(fault)));
  }

  private static void isFound(PutBack fault) {
    assertThat(
            LongStream.rangeClosed(1, MOST_TRIES)
                .anyMatch(
                    seed ->
                        violations(played(seed, fault.deciders()), new HashSet<>()).stream()
                            .anyMatch(one -> fault.found().contains(one.invariant()))))
        .as("%s was found", fault)
        .isTrue();
  }

  @Test
  void oneSeedGivesOneCourseOfThings() {
    assertThat(played(42, new Deciders()).interactions.journals)
        .isEqualTo(played(42, new Deciders()).interactions.journals);
  }

  /** 6: whoever replays what was stored knows what its owner knew. */
  @Test
  void whatWasStoredComesBackThroughTheRealJournal() {
    try (var journal = new JournalSerialization()) {
      for (long seed = 1; seed <= 3; seed++) {
        var interactions = played(seed, new Deciders()).interactions;
        interactions.journals.forEach(
            (id, life) -> {
              Optional<Interaction> replayed = Optional.empty();
              for (InteractionEvent event : life) {
                var read = (InteractionEvent) journal.read(journal.bytes(event), event);
                replayed = Optional.of(InteractionEvolution.evolve(replayed, read));
              }
              assertThat(replayed).contains(interactions.states.get(id));
            });
      }
    }
  }

  /**
   * Everything that is violated. Order holds also while owners restart; that nobody waits beside a
   * free agent does not.
   */
  private static List<Finding> violations(Cluster cluster, Set<Invariant> judged) {
    var found = new ArrayList<Finding>();
    for (Judgement one : Judge.judge(cluster.evidence.history()).judgements()) {
      found.addAll(one.findings());
      if (one.isJudged()) judged.add(one.invariant());
    }
    found.addAll(Judge.judge(cluster.evidence.ofOrder()).of(Invariant.ORDER).findings());
    return found;
  }

  private static Cluster played(long seed, Deciders deciders) {
    try {
      var cluster = new Cluster(seed, deciders);
      cluster.run();
      return cluster;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dsimulation.seed=" + seed + " fails: " + e.getMessage(), e);
    }
  }
}
