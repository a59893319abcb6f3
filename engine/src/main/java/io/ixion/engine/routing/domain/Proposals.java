package io.ixion.engine.routing.domain;

import io.ixion.engine.kernel.InteractionId;
import io.ixion.engine.kernel.QueueId;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is proposed and not settled yet; at most one proposal for an interaction. */
final class Proposals {
  /**
   * An open proposal.
   *
   * @param retold the candidate, if its queue told it again meanwhile: it waits again if this fails
   */
  record Open(Match match, Instant deadline, Optional<Candidate> retold) {}

  // in the order of their deadlines, as every proposal gets the same time
  private final Map<InteractionId, Open> open = new LinkedHashMap<>();

  void add(Match match, Instant deadline) {
    open.put(match.interaction(), new Open(match, deadline, Optional.empty()));
  }

  Optional<Open> find(InteractionId id) {
    return Optional.ofNullable(open.get(id));
  }

  void retell(Open proposal, Optional<Candidate> candidate) {
    open.put(proposal.match.interaction(), new Open(proposal.match, proposal.deadline, candidate));
  }

  void remove(Open proposal) {
    open.remove(proposal.match.interaction());
  }

  List<Open> due(Instant now) {
    var due = new ArrayList<Open>();
    for (Open proposal : open.values()) {
      if (proposal.deadline.isAfter(now)) break;
      due.add(proposal);
    }
    return due;
  }

  List<Open> of(QueueId queue) {
    return open.values().stream().filter(proposal -> proposal.match.queue().equals(queue)).toList();
  }

  int size() {
    return open.size();
  }
}
