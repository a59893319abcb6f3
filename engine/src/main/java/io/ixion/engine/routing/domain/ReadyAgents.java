package io.ixion.engine.routing.domain;

import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.SkillName;
import io.ixion.engine.routing.Candidate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The agents with room in a medium, the longest idle first, and the same again for each skill: an
 * arriving candidate walks only the agents who have its rarest required skill.
 */
final class ReadyAgents {
  private static final SortedSet<KnownAgent> NOBODY =
      Collections.unmodifiableSortedSet(new TreeSet<>(KnownAgent.ORDER));

  private record Shelf(MediaType medium, Optional<SkillName> skill) {}

  private final Map<Shelf, TreeSet<KnownAgent>> shelves = new HashMap<>();

  /** Adding an agent who is there changes nothing. */
  void add(KnownAgent agent, MediaType medium) {
    if (!shelf(medium, Optional.empty()).add(agent)) return;
    for (SkillName skill : agent.told.skills().levels().keySet())
      shelf(medium, Optional.of(skill)).add(agent);
  }

  /** Must be called before what the agent told changes, as that is what it is found by. */
  void remove(KnownAgent agent, MediaType medium) {
    if (!removeFrom(new Shelf(medium, Optional.empty()), agent)) return;
    for (SkillName skill : agent.told.skills().levels().keySet())
      removeFrom(new Shelf(medium, Optional.of(skill)), agent);
  }

  /** The longest idle one who covers the line and whom the candidate does not avoid. */
  Optional<KnownAgent> longestIdle(CandidateLine line, Candidate candidate, Instant now) {
    MediaType medium = line.requirement.mediaType();
    for (KnownAgent agent : smallestShelf(line))
      if (agent.profiles.get(medium).eligible.has(line.number)
          && !candidate.avoids(agent.id(), now)) return Optional.of(agent);
    return Optional.empty();
  }

  /** Everybody with room in some medium. */
  Set<KnownAgent> all() {
    var all = new TreeSet<KnownAgent>(KnownAgent.ORDER);
    shelves.forEach(
        (shelf, agents) -> {
          if (shelf.skill.isEmpty()) all.addAll(agents);
        });
    return all;
  }

  int shelves() {
    return shelves.size();
  }

  private SortedSet<KnownAgent> smallestShelf(CandidateLine line) {
    MediaType medium = line.requirement.mediaType();
    SortedSet<KnownAgent> smallest = shelves.get(new Shelf(medium, Optional.empty()));
    if (smallest == null) return NOBODY;
    for (SkillName skill : line.requirement.skills().levels().keySet()) {
      SortedSet<KnownAgent> shelf = shelves.get(new Shelf(medium, Optional.of(skill)));
      if (shelf == null) return NOBODY;
      if (shelf.size() < smallest.size()) smallest = shelf;
    }
    return smallest;
  }

  private TreeSet<KnownAgent> shelf(MediaType medium, Optional<SkillName> skill) {
    return shelves.computeIfAbsent(
        new Shelf(medium, skill), key -> new TreeSet<>(KnownAgent.ORDER));
  }

  private boolean removeFrom(Shelf key, KnownAgent agent) {
    TreeSet<KnownAgent> shelf = shelves.get(key);
    if (shelf == null || !shelf.remove(agent)) return false;
    if (shelf.isEmpty()) shelves.remove(key);
    return true;
  }
}
