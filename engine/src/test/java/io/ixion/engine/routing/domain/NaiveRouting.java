package io.ixion.engine.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The same rules with lists and loops only: it judges the matches of the real one. */
final class NaiveRouting {
  private static final class Known {
    AgentAvailability told;
    final Set<InteractionId> unconfirmed = new HashSet<>();

    Known(AgentAvailability told) {
      this.told = told;
    }
  }

  private static final class Open {
    final Match match;
    final Candidate candidate;
    final Instant deadline;
    Instant saidAt;
    Optional<Candidate> retold = Optional.empty();
    boolean named;

    Open(Match match, Candidate candidate, Instant madeAt, Instant deadline) {
      this.saidAt = madeAt;
      this.match = match;
      this.candidate = candidate;
      this.deadline = deadline;
    }
  }

  private final Duration timeout;
  private final Map<InteractionId, MediaType> media = new HashMap<>();
  private final Map<InteractionId, Candidate> waiting = new HashMap<>();
  private final Map<InteractionId, Open> open = new HashMap<>();
  private final Map<AgentId, Known> agents = new HashMap<>();

  NaiveRouting(Duration timeout) {
    this.timeout = timeout;
  }

  void tell(QueueId queue, boolean whole, List<Candidate> told, List<InteractionId> gone) {
    gone.forEach(id -> remove(queue, id));
    if (whole) {
      Set<InteractionId> named = new HashSet<>();
      told.forEach(candidate -> named.add(candidate.id()));
      Set<InteractionId> known = new HashSet<>(waiting.keySet());
      known.addAll(open.keySet());
      known.stream().filter(id -> !named.contains(id)).forEach(id -> remove(queue, id));
    }
    told.forEach(this::add);
  }

  private void remove(QueueId queue, InteractionId id) {
    if (waiting.containsKey(id) && waiting.get(id).queue().equals(queue)) waiting.remove(id);
    if (open.containsKey(id) && open.get(id).match.queue().equals(queue))
      open.get(id).retold = Optional.empty();
  }

  private void add(Candidate candidate) {
    media.put(candidate.id(), candidate.requirement().mediaType());
    Open proposed = open.get(candidate.id());
    if (proposed != null) {
      if (candidate.placement() == proposed.match.placement())
        proposed.retold = Optional.of(candidate);
      if (candidate.placement() <= proposed.match.placement()) return;
      open.remove(candidate.id());
    }
    Candidate known = waiting.get(candidate.id());
    if (known == null || known.placement() <= candidate.placement())
      waiting.put(candidate.id(), candidate);
  }

  private record Gone(long version, Instant at) {}

  private final Map<AgentId, Gone> gone = new HashMap<>();

  void put(AgentAvailability news, Instant now) {
    Gone last = gone.get(news.agent());
    boolean remembered = last != null && !last.at().plusSeconds(30).isBefore(now);
    if (!agents.containsKey(news.agent()) && remembered && news.version() <= last.version()) return;
    Known known = agents.computeIfAbsent(news.agent(), id -> new Known(news));
    if (known.told != news && news.version() <= known.told.version()) return;
    known.told = news;
    known.unconfirmed.clear();
    for (Open proposal : open.values())
      if (proposal.match.agent().equals(news.agent())
          && news.load().containsKey(proposal.match.interaction())) proposal.named = true;
    if (!news.isNothing()) return;
    gone.put(news.agent(), new Gone(news.version(), now));
    forget(news.agent());
  }

  void settle(Match match, boolean taken) {
    Open proposal = open.get(match.interaction());
    if (proposal != null && proposal.match.equals(match)) end(proposal, taken);
    else if (taken) {
      Candidate candidate = waiting.get(match.interaction());
      if (candidate != null && candidate.placement() <= match.placement())
        waiting.remove(match.interaction());
    }
  }

  private void end(Open proposal, boolean taken) {
    open.remove(proposal.match.interaction());
    Known agent = agents.get(proposal.match.agent());
    if (taken && !proposal.named) agent.unconfirmed.add(proposal.match.interaction());
    if (!taken) proposal.retold.ifPresent(this::add);
  }

  List<Match> expire(Instant now) {
    var dropped = new ArrayList<Match>();
    for (Open proposal : List.copyOf(open.values()))
      if (!proposal.deadline.isAfter(now)) {
        end(proposal, false);
        dropped.add(proposal.match);
      }
    return dropped;
  }

  List<Match> unanswered(Duration pause, Instant now) {
    var unanswered = new ArrayList<Match>();
    for (Open proposal : open.values())
      if (!proposal.saidAt.plus(pause).isAfter(now)) {
        proposal.saidAt = now;
        unanswered.add(proposal.match);
      }
    return unanswered;
  }

  void forget(AgentId agent) {
    if (open.values().stream().noneMatch(proposal -> proposal.match.agent().equals(agent)))
      agents.remove(agent);
  }

  /** Each match must be allowed, and the first of its class, at its moment. */
  void accept(List<Match> matches, Instant now) {
    for (Match match : matches) {
      Candidate candidate = waiting.get(match.interaction());
      assertThat(candidate).as("%s must be waiting", match).isNotNull();
      assertThat(open).as("not proposed twice").doesNotContainKey(match.interaction());
      assertThat(match.placement()).isEqualTo(candidate.placement());
      assertThat(match.queue()).isEqualTo(candidate.queue());
      assertThat(fits(candidate, match.agent(), now)).as("%s must be allowed", match).isTrue();
      for (Candidate other : waiting.values())
        if (other.requirement().equals(candidate.requirement()) && fits(other, match.agent(), now))
          assertThat(Candidate.ORDER.compare(candidate, other)).isLessThanOrEqualTo(0);
      waiting.remove(match.interaction());
      open.put(match.interaction(), new Open(match, candidate, now, now.plus(timeout)));
      agents.get(match.agent()).unconfirmed.remove(match.interaction());
    }
  }

  void nobodyIsLeftUnmatched(Instant now) {
    for (Candidate candidate : waiting.values())
      for (AgentId agent : agents.keySet())
        assertThat(fits(candidate, agent, now)).as("%s and %s", candidate, agent).isFalse();
  }

  int waiting() {
    return waiting.size();
  }

  int proposals() {
    return open.size();
  }

  List<Match> open() {
    return open.values().stream().map(proposal -> proposal.match).toList();
  }

  private boolean fits(Candidate candidate, AgentId id, Instant now) {
    AgentAvailability told = agents.get(id).told;
    MediaType medium = candidate.requirement().mediaType();
    return !candidate.avoids(id, now)
        && told.skills().cover(candidate.requirement().skills())
        && told.ready().getOrDefault(medium, 0) > load(id, medium);
  }

  private long load(AgentId id, MediaType medium) {
    Known agent = agents.get(id);
    var load = new HashMap<>(agent.told.load());
    agent.unconfirmed.forEach(one -> load.putIfAbsent(one, media.get(one)));
    for (Open proposal : open.values())
      if (proposal.match.agent().equals(id))
        load.putIfAbsent(
            proposal.match.interaction(), proposal.candidate.requirement().mediaType());
    return load.values().stream().filter(medium::equals).count();
  }
}
