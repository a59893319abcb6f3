package io.ixion.engine.routing.domain;

import static io.ixion.engine.routing.domain.RoutingFixtures.CHAT;
import static io.ixion.engine.routing.domain.RoutingFixtures.EMAIL;
import static io.ixion.engine.routing.domain.RoutingFixtures.T0;
import static io.ixion.engine.routing.domain.RoutingFixtures.agent;
import static io.ixion.engine.routing.domain.RoutingFixtures.at;
import static io.ixion.engine.routing.domain.RoutingFixtures.available;
import static io.ixion.engine.routing.domain.RoutingFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Random news, twice, late, reordered or lost, against a model made of loops. Settlements are drawn
 * from everything that was ever proposed, versions and placements from a small range.
 */
class MatcherPropertyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final List<QueueId> QUEUES = List.of(new QueueId("a"), new QueueId("b"));
  private static final int INTERACTIONS = 14;
  private static final int AGENTS = 4;

  private record Step(int kind, long seed) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.integers()
        .between(0, 10)
        .flatMap(kind -> Arbitraries.longs().map(seed -> new Step(kind, seed)))
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 3_000)
  void keepsItsPromisesWhateverArrives(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 3) int keep) {
    var run = new Run(keep);
    steps.forEach(run::step);
    run.removeEverything();
  }

  private static final class Run {
    private final Matcher matcher;
    private final NaiveRouting model = new NaiveRouting(TIMEOUT);
    private final List<Match> ever = new ArrayList<>();
    private final int keep;
    private Instant now = T0;

    Run(int keep) {
      this.keep = keep;
      this.matcher = new Matcher(TIMEOUT, keep);
    }

    void step(Step step) {
      var random = new Random(step.seed);
      switch (step.kind) {
        case 0, 1, 2 -> tell(random, false);
        case 3, 4, 5 -> put(random);
        case 6, 7 -> settle(random);
        case 8 -> pass(random);
        case 9 -> repeat(random);
        default -> seldom(random);
      }
      assertThat(matcher.sizes().waiting()).isEqualTo(model.waiting());
      assertThat(matcher.sizes().proposals()).isEqualTo(model.proposals());
      assertThat(matcher.sweep(now)).isEmpty();
    }

    private void tell(Random random, boolean whole) {
      QueueId queue = QUEUES.get(random.nextInt(2));
      var told = new ArrayList<Candidate>();
      for (int i = random.nextInt(4); i > 0; i--) told.add(candidate(queue, random));
      var gone = random.nextInt(4) == 0 ? List.of(id(number(random))) : List.<InteractionId>of();
      model.tell(queue, whole, told, gone);
      check(matcher.tell(queue, whole, told, gone, now));
    }

    private Candidate candidate(QueueId queue, Random random) {
      int number = number(random);
      var avoided = new HashMap<AgentId, Instant>();
      if (random.nextInt(3) == 0)
        avoided.put(anAgent(random), now.plusSeconds(random.nextInt(9) - 1));
      return new Candidate(
          id(number),
          queue,
          1 + random.nextInt(4),
          new Requirement(medium(number), skills(random, 2)),
          random.nextInt(3),
          at(random.nextInt(5)),
          avoided);
    }

    private void put(Random random) {
      Map<MediaType, Integer> ready = new HashMap<>();
      if (random.nextInt(4) > 0) ready.put(CHAT, random.nextInt(4));
      if (random.nextInt(4) > 0) ready.put(EMAIL, random.nextInt(3));
      Map<Integer, MediaType> load = new HashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        int number = number(random);
        load.put(number, medium(number));
      }
      Map<String, Integer> skills = new HashMap<>();
      skills(random, 4).levels().forEach((skill, level) -> skills.put(skill.value(), level));
      var news =
          available(
              anAgent(random).value(), random.nextInt(40), skills, ready, load, random.nextInt(5));
      model.put(news, now);
      check(matcher.put(news, now));
    }

    private void settle(Random random) {
      if (ever.isEmpty()) return;
      Match match = ever.get(random.nextInt(ever.size()));
      boolean taken = random.nextBoolean();
      model.settle(match, taken);
      check(matcher.settle(match, taken, now));
    }

    private void pass(Random random) {
      now = now.plusMillis(random.nextInt(4_000));
      List<Match> dropped = model.expire(now);
      Matcher.Expired expired = matcher.expireProposals(now);
      assertThat(expired.dropped()).containsExactlyInAnyOrderElementsOf(dropped);
      model.accept(expired.matches(), now);
      ever.addAll(expired.matches());
      check(matcher.retry(now));
    }

    private void repeat(Random random) {
      Duration pause = Duration.ofMillis(1 + random.nextInt(3_000));
      assertThat(matcher.unanswered(pause, now))
          .containsExactlyInAnyOrderElementsOf(model.unanswered(pause, now));
      assertThat(matcher.unanswered(pause, now)).as("each once in this time").isEmpty();
    }

    private void seldom(Random random) {
      if (random.nextBoolean()) {
        tell(random, true);
        return;
      }
      AgentId agent = anAgent(random);
      model.forget(agent);
      matcher.forget(agent);
    }

    private void check(List<Match> matches) {
      model.accept(matches, now);
      ever.addAll(matches);
      model.nobodyIsLeftUnmatched(now);
    }

    void removeEverything() {
      for (int i = 0; i < AGENTS; i++)
        matcher.put(available("agent-" + i, 99, Map.of(), Map.of(), Map.of(), 0), now);
      for (QueueId queue : QUEUES) matcher.tell(queue, true, List.of(), List.of(), now);
      model.open().forEach(match -> matcher.settle(match, true, now));
      for (int i = 0; i < AGENTS; i++) matcher.forget(agent("agent-" + i));
      Matcher.Sizes left = matcher.sizes();
      assertThat(left)
          .isEqualTo(new Matcher.Sizes(0, 0, 0, left.lines(), left.profiles(), 0, 0, 0));
      assertThat(left.lines()).isLessThanOrEqualTo(keep);
      assertThat(left.profiles()).isLessThanOrEqualTo(keep);
    }

    private static AgentId anAgent(Random random) {
      return agent("agent-" + random.nextInt(AGENTS));
    }

    private static int number(Random random) {
      return 1 + random.nextInt(INTERACTIONS);
    }

    private static MediaType medium(int number) {
      return number % 2 == 0 ? CHAT : EMAIL;
    }

    private static Skills skills(Random random, int highest) {
      Map<String, Integer> levels = new HashMap<>();
      for (String skill : List.of("german", "billing"))
        if (random.nextInt(3) == 0) levels.put(skill, 1 + random.nextInt(highest));
      return Skills.of(levels);
    }
  }
}
