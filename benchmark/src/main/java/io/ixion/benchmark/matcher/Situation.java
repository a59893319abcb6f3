package io.ixion.benchmark.matcher;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import io.ixion.engine.routing.domain.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * A matcher in the middle of its work, the same one for the same numbers. There are 20 skills; a
 * class asks for one of them, or for two, with minimum levels; an agent has three.
 */
final class Situation {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final int SKILLS = 20;
  private static final MediaType CHAT = new MediaType("chat");
  private static final QueueId QUEUE = new QueueId("bench");
  private static final AgentId ANN = new AgentId("ann");
  private static final Skills ANNS_SKILLS =
      Skills.of(Map.of("skill-1", 9, "skill-2", 9, "skill-3", 9));
  private static final Map<MediaType, Integer> ONE_CHAT = Map.of(CHAT, 1);

  private final Random random = new Random(42);
  private final Matcher matcher = new Matcher(Duration.ofHours(1), 1_000);
  private final List<Requirement> requirements;
  private final Map<InteractionId, Candidate> candidates = new HashMap<>();
  private final List<Candidate> arriving = new ArrayList<>();

  private Situation(int classes) {
    requirements = requirements(classes);
  }

  static Situation backlog(int waiting, int classes) {
    var situation = new Situation(classes);
    for (int i = 0; i < waiting; i++) {
      Candidate candidate = situation.candidate(i);
      situation.candidates.put(candidate.id(), candidate);
      situation.matcher.add(candidate, NOW);
    }
    // else the first collection moves a million candidates in the middle of the measurement
    System.gc();
    return situation;
  }

  static Situation idle(int agents) {
    var situation = new Situation(100);
    situation.prepareArrivals();
    for (int i = 0; i < agents; i++)
      situation.matcher.put(
          new AgentAvailability(
              new AgentId("agent-" + i),
              1,
              situation.threeSkills(),
              Map.of(CHAT, 1),
              Map.of(),
              NOW.minusSeconds(i)),
          NOW);
    return situation;
  }

  Matcher matcher() {
    return matcher;
  }

  Candidate candidate(InteractionId id) {
    return candidates.get(id);
  }

  /** An agent with three skills and nothing to do. */
  AgentAvailability ready(long version) {
    return new AgentAvailability(ANN, version, ANNS_SKILLS, ONE_CHAT, Map.of(), NOW);
  }

  /** Asks for one skill, which every seventh agent has. */
  Candidate arriving(long number) {
    return arriving.get((int) (number % arriving.size()));
  }

  private void prepareArrivals() {
    for (int i = 0; i < 1_000; i++)
      arriving.add(
          new Candidate(
              InteractionId.of(new UUID(1, i)),
              QUEUE,
              1,
              requirements.get(i % SKILLS),
              0,
              NOW,
              Map.of()));
  }

  private Candidate candidate(int number) {
    return new Candidate(
        InteractionId.of(new UUID(random.nextLong(), number)),
        QUEUE,
        1,
        requirements.get(number % requirements.size()),
        random.nextInt(10),
        NOW.minusMillis(random.nextInt(3_600_000)),
        Map.of());
  }

  private Skills threeSkills() {
    int first = random.nextInt(SKILLS);
    return Skills.of(
        Map.of(
            skill(first), 9,
            skill(first + 1 + random.nextInt(6)), 9,
            skill(first + 8 + random.nextInt(6)), 9));
  }

  private static String skill(int number) {
    return "skill-" + number % SKILLS;
  }

  private static List<Requirement> requirements(int classes) {
    var requirements = new ArrayList<Requirement>(classes);
    for (int level = 1; requirements.size() < classes; level++)
      for (int distance = 0; distance < SKILLS / 2 && requirements.size() < classes; distance++)
        for (int skill = 0; skill < SKILLS && requirements.size() < classes; skill++)
          requirements.add(
              new Requirement(
                  CHAT,
                  Skills.of(
                      distance == 0
                          ? Map.of(skill(skill), level)
                          : Map.of(skill(skill), level, skill(skill + distance), level))));
    return requirements;
  }
}
