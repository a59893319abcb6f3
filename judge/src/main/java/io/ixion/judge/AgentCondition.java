package io.ixion.judge;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What an agent could do from an instant on, until its next condition.
 *
 * @param ready the media for which the agent was ready
 * @param capacity how many of each medium it may have at once
 */
public record AgentCondition(
    String agent,
    Instant from,
    Map<String, Integer> skills,
    Set<String> ready,
    Map<String, Integer> capacity) {
  public AgentCondition {
    skills = Map.copyOf(skills);
    ready = Set.copyOf(ready);
    capacity = Map.copyOf(capacity);
  }

  boolean canTake(Need need) {
    return ready.contains(need.medium())
        && need.skills().entrySet().stream()
            .allMatch(asked -> skills.getOrDefault(asked.getKey(), 0) >= asked.getValue());
  }
}
