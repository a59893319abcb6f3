package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Short ways to say who waits and who is ready. */
public final class RoutingFixtures {
  public static final Instant T0 = Instant.parse("2026-01-01T08:00:00Z");
  public static final MediaType CHAT = new MediaType("chat");
  public static final MediaType EMAIL = new MediaType("email");
  public static final QueueId INBOUND = new QueueId("inbound");

  private RoutingFixtures() {}

  public static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  public static InteractionId id(int number) {
    return InteractionId.of(new UUID(0, number));
  }

  public static AgentId agent(String name) {
    return new AgentId(name);
  }

  public static Candidate candidate(int number, int priority, long waitingSince) {
    return candidate(number, 1, CHAT, Map.of(), priority, waitingSince, Map.of());
  }

  public static Candidate asking(int number, Map<String, Integer> skills) {
    return candidate(number, 1, CHAT, skills, 0, 0, Map.of());
  }

  public static Candidate candidate(
      int number,
      int placement,
      MediaType medium,
      Map<String, Integer> skills,
      int priority,
      long waitingSince,
      Map<AgentId, Instant> avoided) {
    return new Candidate(
        id(number),
        INBOUND,
        placement,
        new Requirement(medium, Skills.of(skills)),
        priority,
        at(waitingSince),
        avoided);
  }

  public static AgentAvailability ready(String name, long version, long idleSince) {
    return available(name, version, Map.of(), Map.of(CHAT, 1), Map.of(), idleSince);
  }

  public static AgentAvailability skilled(String name, Map<String, Integer> skills) {
    return available(name, 1, skills, Map.of(CHAT, 1), Map.of(), 0);
  }

  public static AgentAvailability available(
      String name,
      long version,
      Map<String, Integer> skills,
      Map<MediaType, Integer> ready,
      Map<Integer, MediaType> load,
      long idleSince) {
    var held = new HashMap<InteractionId, MediaType>();
    load.forEach((number, medium) -> held.put(id(number), medium));
    return new AgentAvailability(
        agent(name), version, Skills.of(skills), ready, held, at(idleSince));
  }
}
