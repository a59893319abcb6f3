package io.ixion.judge;

import java.time.Instant;
import java.util.Map;

/**
 * What an interaction asks of an agent, and its rank among others.
 *
 * @param line equal for interactions that the same agents can take
 * @param since its age counts from there
 */
public record Need(
    String line, String medium, Map<String, Integer> skills, int priority, Instant since) {
  public Need {
    skills = Map.copyOf(skills);
  }
}
