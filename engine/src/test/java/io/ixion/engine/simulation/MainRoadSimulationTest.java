package io.ixion.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.JournalSerialization;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The pure rules of interactions, queues, router and agents, wired as the shells wire them, through
 * loss, delay, repetition, disorder and crashes. Numbers of the invariants are those of the design.
 * A failure names its seed; {@code -Dsimulation.seed=<it>} plays that one alone.
 */
class MainRoadSimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_500);

  @Test
  void everyInvariantHoldsWhateverHappens() {
    Long only = Long.getLong("simulation.seed");
    LongStream seeds = only != null ? LongStream.of(only) : LongStream.rangeClosed(1, SEEDS);
    seeds.forEach(MainRoadSimulationTest::play);
  }

  @Test
  void oneSeedGivesOneCourseOfThings() {
    assertThat(played(42).interactions.journals).isEqualTo(played(42).interactions.journals);
  }

  /** 6: whoever replays what was stored knows what its owner knew. */
  @Test
  void whatWasStoredComesBackThroughTheRealJournal() {
    try (var journal = new JournalSerialization()) {
      for (long seed = 1; seed <= 3; seed++) {
        var interactions = played(seed).interactions;
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

  private static void play(long seed) {
    try {
      World world = played(seed);
      nothingIsLost(world);
      oneOwner(world);
      capacity(world);
      nothingIsStuck(world);
      everybodyAgrees(world);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dsimulation.seed=" + seed + " fails: " + e.getMessage(), e);
    }
  }

  private static World played(long seed) {
    var world = new World(seed);
    world.run();
    return world;
  }

  /** 1: what was acknowledged exists. */
  private static void nothingIsLost(World world) {
    assertThat(world.interactions.states.keySet()).containsAll(world.clients.acknowledged);
    assertThat(world.interactions.table).isEqualTo(world.interactions.states);
  }

  /** 2 and 7: by the journals alone. */
  private static void oneOwner(World world) {
    world.interactions.journals.values().forEach(JournalAutomaton::judge);
  }

  /** 5: nobody ever works on more than the capacity rule allows. */
  private static void capacity(World world) {
    world.agents.forEach(
        (id, agent) -> {
          for (MediaType medium : List.of(ClientsModel.CHAT, ClientsModel.EMAIL))
            assertThat(mostAtOnce(world, id, medium))
                .as("%s at once by %s", medium, id)
                .isLessThanOrEqualTo(agent.state().profile().capacityFor(medium));
        });
  }

  private record Change(Instant at, int by) {}

  private static int mostAtOnce(World world, AgentId agent, MediaType medium) {
    var changes = new ArrayList<Change>();
    world.interactions.journals.forEach(
        (id, life) -> {
          if (world.interactions.states.get(id).profile().mediaType().equals(medium))
            changes.addAll(changesOf(life, agent));
        });
    changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
    int now = 0;
    int most = 0;
    for (Change change : changes) {
      now += change.by;
      most = Math.max(most, now);
    }
    return most;
  }

  private static List<Change> changesOf(List<InteractionEvent> life, AgentId agent) {
    var changes = new ArrayList<Change>();
    boolean mine = false;
    for (InteractionEvent event : life) {
      if (mine && endsWork(event)) changes.add(new Change(event.at(), -1));
      if (endsWork(event)) mine = false;
      if (event instanceof InteractionEvent.Accepted e && e.agent().equals(agent)) {
        changes.add(new Change(event.at(), 1));
        mine = true;
      }
    }
    return changes;
  }

  private static boolean endsWork(InteractionEvent event) {
    return event instanceof InteractionEvent.Released
        || event instanceof InteractionEvent.PlacedInQueue
        || event instanceof InteractionEvent.Stopped;
  }

  /** 3: once all is well, all work that somebody can do gets done. */
  private static void nothingIsStuck(World world) {
    for (Interaction one : world.interactions.states.values()) {
      boolean somebodyCan =
          world.agents.values().stream()
              .anyMatch(a -> a.state().profile().skills().cover(one.profile().skills()));
      if (somebodyCan) assertThat(one.state()).as("%s", one).isEqualTo("stopped");
    }
    assertThat(world.router.overlooked()).as("pairs that only the router's sweep found").isZero();
  }

  /** 6: queues know what the interactions know. */
  private static void everybodyAgrees(World world) {
    world.queues.forEach(
        (queue, model) -> {
          Set<Object> waiting = new HashSet<>();
          for (Interaction one : world.interactions.states.values())
            if (one.isWaiting() && one.position().queue().equals(queue)) waiting.add(one.id());
          assertThat(model.line().waitingCount()).as("in %s", queue).isEqualTo(waiting.size());
          assertThat(model.line().handingOffCount()).as("out of %s", queue).isZero();
        });
  }
}
