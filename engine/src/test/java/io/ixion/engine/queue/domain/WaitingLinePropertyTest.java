package io.ixion.engine.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Random news, lost, late, twice and reordered, hand-offs that end anyhow, refills and sweeps that
 * arrive late, against a table that is always right.
 */
class WaitingLinePropertyTest {
  private static final int INTERACTIONS = 16;
  private static final Instant LATER = Instant.parse("2026-01-01T09:00:00Z");

  private record Step(int kind, long seed) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.integers()
        .between(0, 15)
        .flatMap(kind -> Arbitraries.longs().map(seed -> new Step(kind, seed)))
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 3_000)
  void isRightAfterACompleteTableWhateverArrivedBefore(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(min = 2, max = 5) int window,
      @ForAll @IntRange(min = 3, max = 12) int maxInMemory) {
    var run = new Run(window, maxInMemory);
    steps.forEach(run::step);
    run.endHandOffs();
    run.sweepAtOnce();
    run.assertCountsAreThoseOfTheTable();
  }

  @Property(tries = 1_000)
  void toldToTheRouterIsExactlyTheFront(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 2, max = 5) int window) {
    var run = new Run(window, 100);
    steps.forEach(run::step);
    assertThat(run.told).isEqualTo(new HashSet<>(run.line.front()));
  }

  private static final class Run {
    private record Refill(String key, List<Backlog.Entry> page) {}

    private record Sweep(long since, List<ClassView> classes, List<Backlog.Entry> offered) {}

    private record ClassView(Backlog.WaitingClass inTable, List<Backlog.Entry> page) {}

    private final ModelTable table = new ModelTable();
    private final WaitingLine line;
    private final int window;
    private final List<ModelTable.Row> network = new ArrayList<>();
    private final List<Match> handOffs = new ArrayList<>();
    private final List<Refill> refills = new ArrayList<>();
    private Optional<Sweep> sweep = Optional.empty();
    private final HashSet<Candidate> told = new HashSet<>();
    private final int maxInMemory;

    Run(int window, int maxInMemory) {
      this.window = window;
      this.maxInMemory = maxInMemory;
      this.line = new WaitingLine(window, maxInMemory);
    }

    void step(Step step) {
      var random = new Random(step.seed);
      switch (step.kind) {
        case 0, 1, 2, 3 -> network.add(table.change(1 + random.nextInt(INTERACTIONS), random));
        case 4, 5, 6 -> deliver(random);
        case 7, 8 -> take(random);
        case 9 -> endOne(random);
        case 10 -> line.thirsty().forEach(this::read);
        case 11 -> refill(random);
        case 12 -> sweep = Optional.of(beginSweep());
        case 13 -> sweep.ifPresent(this::endSweep);
        case 14 -> deliver(table.change(1 + random.nextInt(INTERACTIONS), random));
        default -> takeAnything(random);
      }
      assertBounds();
    }

    private void deliver(Random random) {
      if (network.isEmpty()) return;
      int which = random.nextInt(network.size());
      int fate = random.nextInt(4);
      ModelTable.Row news = fate == 0 ? network.get(which) : network.remove(which);
      if (fate != 1) deliver(news); // 0 comes again later, 1 is lost
    }

    private void deliver(ModelTable.Row news) {
      tell(
          switch (news.where()) {
            case WAITING -> line.waits(news.candidate(), news.revision(), news.waited());
            case OFFERED -> line.isOffered(news.candidate(), news.revision(), news.waited());
            case GONE -> line.isGone(news.candidate(), news.revision(), news.waited());
          });
    }

    /**
     * The router forgets who is named as gone and learns who is named as waiting, in this order.
     */
    private void tell(RouterUpdate telling) {
      telling.gone().forEach(this::forget);
      telling.waiting().forEach(c -> forget(c.id()));
      told.addAll(telling.waiting());
    }

    private void forget(InteractionId id) {
      told.removeIf(candidate -> candidate.id().equals(id));
    }

    private void take(Random random) {
      if (line.front().isEmpty()) return;
      Candidate any = line.front().get(random.nextInt(line.front().size()));
      take(new Match(any.queue(), any.id(), any.placement(), new AgentId("ann")));
    }

    private void takeAnything(Random random) {
      ModelTable.Row row = table.change(1 + random.nextInt(INTERACTIONS), random);
      Candidate c = row.candidate();
      take(new Match(c.queue(), c.id(), 1 + random.nextInt(c.placement()), new AgentId("bob")));
    }

    private void take(Match match) {
      line.take(match).ifPresent(candidate -> forget(candidate.id()));
      handOffs.add(match);
    }

    private void endOne(Random random) {
      if (handOffs.isEmpty()) return;
      Match match = handOffs.get(random.nextInt(handOffs.size()));
      if (random.nextBoolean()) tell(line.putBack(match, LATER));
      else line.drop(match);
    }

    void endHandOffs() {
      handOffs.forEach(match -> tell(line.putBack(match, LATER)));
    }

    private void read(String key) {
      refills.add(new Refill(key, table.page(key, line.last(key), Math.max(1, line.room(key)))));
    }

    private void refill(Random random) {
      if (refills.isEmpty()) return;
      Refill refill = refills.remove(random.nextInt(refills.size()));
      tell(line.refilled(refill.key, refill.page));
    }

    private Sweep beginSweep() {
      long since = line.tick();
      var classes = new ArrayList<ClassView>();
      for (String key : table.classes())
        classes.add(new ClassView(table.inTable(key), table.page(key, Optional.empty(), window)));
      return new Sweep(since, classes, table.offered());
    }

    private void endSweep(Sweep of) {
      tell(line.correctedOffers(of.offered, of.since));
      for (ClassView view : of.classes)
        tell(line.corrected(view.inTable, view.page, window, of.since));
      sweep = Optional.empty();
    }

    void sweepAtOnce() {
      endSweep(beginSweep());
    }

    private void assertBounds() {
      assertThat(line.front().size()).isLessThanOrEqualTo(maxInMemory);
      for (String key : table.classes()) {
        assertThat(front(key).size()).isLessThanOrEqualTo(window);
        assertThat(line.count(key)).isGreaterThanOrEqualTo(front(key).size());
        assertThat(line.last(key)).isEqualTo(front(key).stream().max(Candidate.ORDER));
      }
      for (Candidate candidate : line.front())
        assertThat(line.isHandingOff(candidate.id())).isFalse();
    }

    private List<Candidate> front(String key) {
      return line.front().stream()
          .filter(candidate -> candidate.requirement().key().equals(key))
          .toList();
    }

    void assertCountsAreThoseOfTheTable() {
      assertThat(line.handingOffCount()).isEqualTo(table.offered().size());
      for (String key : table.classes()) {
        assertThat(line.count(key)).as(key).isEqualTo(table.waiting(key).size());
        assertThat(line.digest(key)).as(key).isEqualTo(table.inTable(key).digest());
        var really = new HashSet<InteractionId>();
        table.waiting(key).forEach(row -> really.add(row.candidate().id()));
        for (Candidate candidate : front(key)) assertThat(really).contains(candidate.id());
      }
    }
  }
}
