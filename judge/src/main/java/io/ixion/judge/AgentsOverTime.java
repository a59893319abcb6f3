package io.ixion.judge;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of the agents.
 *
 * @param conditions of all agents; empty when nobody recorded them
 * @param everybody how many interactions anybody may have at once, where that is all that is known
 */
public record AgentsOverTime(List<AgentCondition> conditions, OptionalInt everybody) {
  public AgentsOverTime {
    conditions = conditions.stream().sorted(Comparator.comparing(AgentCondition::from)).toList();
  }

  public static AgentsOverTime recorded(List<AgentCondition> conditions) {
    return new AgentsOverTime(conditions, OptionalInt.empty());
  }

  /** Nothing but a capacity that is the same for all. */
  public static AgentsOverTime capacityOf(int everybody) {
    return new AgentsOverTime(List.of(), OptionalInt.of(everybody));
  }

  boolean isRecorded() {
    return everybody.isEmpty();
  }

  Map<String, List<AgentCondition>> byAgent() {
    return conditions.stream()
        .collect(Collectors.groupingBy(AgentCondition::agent, TreeMap::new, Collectors.toList()));
  }

  /** Whether the agent could be given it at that instant. */
  boolean canTake(String agent, Need need, Instant at) {
    boolean can = false;
    for (AgentCondition condition : conditions)
      if (condition.agent().equals(agent) && !condition.from().isAfter(at))
        can = condition.canTake(need);
    return can;
  }

  /** The rule in force at that instant; of two that meet in it, the wider one. */
  int capacity(String agent, String medium, Instant at) {
    if (everybody.isPresent()) return everybody.getAsInt();
    int before = 0;
    int capacity = 0;
    for (AgentCondition condition : conditions) {
      if (!condition.agent().equals(agent) || condition.from().isAfter(at)) continue;
      int next = condition.capacity().getOrDefault(medium, 0);
      before = condition.from().equals(at) ? Math.max(before, capacity) : 0;
      capacity = next;
    }
    return Math.max(before, capacity);
  }
}
