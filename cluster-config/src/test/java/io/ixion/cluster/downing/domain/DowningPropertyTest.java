package io.ixion.cluster.downing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.cluster.downing.domain.World.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Nodes that follow the rules, whatever happens to them and in whatever order. */
class DowningPropertyTest {
  private static final int[] PAUSES = {0, 7, 50};
  private static final Set<Event> HARMLESS =
      Set.of(Event.LOSE_SESSION, Event.DATABASE_GOES, Event.DATABASE_COMES);

  private static final Set<Event> OF_BOTH =
      Set.of(Event.PART, Event.HEAL, Event.DATABASE_GOES, Event.DATABASE_COMES);

  private record Step(Event event, int node, int other, int pause) {}

  @Provide
  Arbitrary<List<Step>> anything() {
    return steps(Arbitraries.of(Event.class));
  }

  @Provide
  Arbitrary<List<Step>> harmless() {
    return steps(Arbitraries.of(HARMLESS));
  }

  private static Arbitrary<List<Step>> steps(Arbitrary<Event> events) {
    return Combinators.combine(
            events,
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 30))
        .as(Step::new)
        .list()
        .ofMaxSize(15);
  }

  /** What must hold after every tick, the world itself checks. */
  @Property(tries = 3_000)
  void ofTwoOrThreeNodesThoseThatAreLeftAgree(
      @ForAll("anything") List<Step> steps,
      @ForAll @IntRange(min = 2, max = 3) int size,
      @ForAll long seed) {
    var world = new World(size, seed);
    run(world, size, steps);
    agree(world, size);
  }

  @Property(tries = 2_000)
  void nobodyIsFencedForTheSakeOfTheDatabaseOrOfASession(
      @ForAll("harmless") List<Step> steps,
      @ForAll @IntRange(min = 2, max = 3) int size,
      @ForAll long seed) {
    var world = new World(size, seed);
    run(world, size, steps);
    world.settle();
    assertThat(world.fences()).isZero();
    assertThat(world.survivors()).hasSize(size);
  }

  @Property(tries = 1_000)
  void aFrozenNodeIsFencedBeforeItIsReplacedAndStopsWhenItWakes(
      @ForAll("harmless") List<Step> before,
      @ForAll @IntRange(min = 2, max = 3) int size,
      @ForAll @IntRange(max = 1) int frozen,
      @ForAll long seed) {
    var world = new World(size, seed);
    run(world, size, before);
    world.happen(Event.DATABASE_COMES, 0, 0);
    world.ticks(2);
    world.happen(Event.FREEZE, frozen, frozen);
    world.settle();
    assertThat(world.isFenced(frozen)).isTrue();
    for (int node : world.survivors()) assertThat(world.members(node)).doesNotContain(frozen);
    assertThat(world.survivors()).hasSize(size - 1);
    world.happen(Event.THAW, frozen, frozen);
    world.ticks(1);
    assertThat(world.runs(frozen)).isFalse();
    assertThat(world.survivors()).hasSize(size - 1);
  }

  /** Every order of three events, with every pause after each, between two nodes. */
  @Example
  void everyOrderOfEventsBetweenTwoNodes() {
    List<Step> steps = stepsOfTwoNodes();
    for (Step first : steps)
      for (Step second : steps)
        for (Step third : steps)
          for (int pause : PAUSES) {
            var world = new World(2, first.node() + 2 * second.node() + 4 * third.node());
            for (Step step : List.of(first, second, third)) {
              world.happen(step.event(), step.node(), step.other());
              world.ticks(pause);
            }
            agree(world, 2);
          }
  }

  /** Each event at each node; once only where it is the same for both. */
  private static List<Step> stepsOfTwoNodes() {
    var steps = new ArrayList<Step>();
    for (Event event : Event.values()) {
      steps.add(new Step(event, 0, 1, 0));
      if (!OF_BOTH.contains(event)) steps.add(new Step(event, 1, 0, 0));
    }
    return steps;
  }

  private static void run(World world, int size, List<Step> steps) {
    for (Step step : steps) {
      world.happen(step.event(), step.node() % size, step.other() % size);
      world.ticks(step.pause());
    }
  }

  /** Once nothing more happens: who is out of reach is fenced, and nobody else is a member. */
  private static void agree(World world, int size) {
    world.settle();
    List<Integer> left = world.survivors();
    for (int node : left) {
      assertThat(world.members(node)).containsExactlyInAnyOrderElementsOf(left);
      for (int other = 0; other < size; other++)
        if (!left.contains(other)) assertThat(world.isFenced(other)).isTrue();
    }
  }
}
