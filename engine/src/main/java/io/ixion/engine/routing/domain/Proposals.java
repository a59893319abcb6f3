package io.ixion.engine.routing.domain;

import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is proposed and not settled yet; at most one proposal for an interaction. */
final class Proposals {
  /**
   * An open proposal.
   *
   * @param saidAt when its queue was last told of it
   * @param retold the candidate, if its queue told it again meanwhile: it waits again if this fails
   */
  record Open(Match match, Instant madeAt, Instant saidAt, Optional<Candidate> retold) {}

  private final Duration timeout;
  private final Map<InteractionId, Open> open = new LinkedHashMap<>(); // the oldest first

  Proposals(Duration timeout) {
    this.timeout = timeout;
  }

  void add(Match match, Instant now) {
    open.put(match.interaction(), new Open(match, now, now, Optional.empty()));
  }

  Optional<Open> find(InteractionId id) {
    return Optional.ofNullable(open.get(id));
  }

  void retell(Open proposal, Optional<Candidate> candidate) {
    put(new Open(proposal.match, proposal.madeAt, proposal.saidAt, candidate));
  }

  private void put(Open proposal) {
    open.put(proposal.match.interaction(), proposal);
  }

  void remove(Open proposal) {
    open.remove(proposal.match.interaction());
  }

  List<Open> due(Instant now) {
    if (open.isEmpty()) return List.of();
    return open.values().stream()
        .takeWhile(proposal -> !proposal.madeAt.plus(timeout).isAfter(now))
        .toList();
  }

  /** Those of which no queue was told for so long; it is to be told now. */
  List<Match> unsaid(Duration pause, Instant now) {
    if (open.isEmpty()) return List.of();
    Instant then = now.minus(pause);
    List<Open> unsaid =
        open.values().stream()
            .takeWhile(proposal -> !proposal.madeAt.isAfter(then))
            .filter(proposal -> !proposal.saidAt.isAfter(then))
            .toList();
    unsaid.forEach(old -> put(new Open(old.match, old.madeAt, now, old.retold)));
    return unsaid.stream().map(Open::match).toList();
  }

  List<Open> of(QueueId queue) {
    return open.values().stream().filter(proposal -> proposal.match.queue().equals(queue)).toList();
  }

  int size() {
    return open.size();
  }
}
