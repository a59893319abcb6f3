package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Requirement;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/** The waiting candidates of one class (equal requirement), in {@link Candidate#ORDER}. */
final class CandidateLine {
  final Requirement requirement;
  final int number;
  private final TreeSet<Candidate> waiting = new TreeSet<>(Candidate.ORDER);
  private Optional<Candidate> head = Optional.empty();

  CandidateLine(Requirement requirement, int number) {
    this.requirement = requirement;
    this.number = number;
  }

  void add(Candidate candidate) {
    waiting.add(candidate);
    if (head.isEmpty() || Candidate.ORDER.compare(candidate, head.get()) < 0)
      head = Optional.of(candidate);
  }

  void remove(Candidate candidate) {
    waiting.remove(candidate);
    if (head.isPresent() && head.get() == candidate)
      head = waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The first that does not avoid this agent; walks past those that do. */
  Optional<Candidate> firstFor(AgentId agent, Instant now) {
    if (head.isEmpty() || !head.get().avoids(agent, now)) return head;
    for (Candidate candidate : waiting)
      if (!candidate.avoids(agent, now)) return Optional.of(candidate);
    return Optional.empty();
  }
}
