package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs waiting interactions with ready agents. After every step no eligible pair is left unmatched
 * that has room and that the candidate does not avoid. Mutable and for one thread; the caller
 * brings the time and delivers the matches. Messages may come twice, late or not at all: what is
 * known is replaced, what is unknown is ignored.
 *
 * <p>A freed agent costs about one step per eligible class with somebody waiting, an arriving
 * candidate about one step per agent who has its rarest skill and not its level; neither depends on
 * how many are waiting.
 */
public final class Matcher {
  private static final Expired NOTHING_EXPIRED = new Expired(List.of(), List.of());

  private final Eligibility eligibility;
  private final WaitingIndex waiting = new WaitingIndex();
  private final Proposals proposals;
  private final ReadyAgents ready = new ReadyAgents();
  private final Map<AgentId, KnownAgent> agents = new HashMap<>();
  private final GoneAgents gone = new GoneAgents();

  /** Proposals that nobody settled in time, and what was matched instead. */
  public record Expired(List<Match> dropped, List<Match> matches) {}

  /** How much is kept; all but lines and profiles (kept for reuse) is 0 when nothing is known. */
  public record Sizes(
      int waiting,
      int queues,
      int retries,
      int lines,
      int profiles,
      int agents,
      int shelves,
      int proposals) {}

  /**
   * @param proposalTimeout after this an unsettled proposal is dropped
   * @param keep how many empty classes, and how many unused skill profiles, are kept for reuse
   */
  public Matcher(Duration proposalTimeout, int keep) {
    this.proposals = new Proposals(proposalTimeout);
    this.eligibility = new Eligibility(keep);
  }

  /** A candidate waits, or has changed. */
  public List<Match> add(Candidate candidate, Instant now) {
    return tell(candidate.queue(), false, List.of(candidate), List.of(), now);
  }

  /**
   * News of one queue; the candidates look for agents in their order, whatever the list's.
   *
   * @param whole whatever else was waiting in this queue is gone
   */
  public List<Match> tell(
      QueueId queue,
      boolean whole,
      List<Candidate> candidates,
      List<InteractionId> gone,
      Instant now) {
    gone.forEach(id -> remove(queue, id));
    if (whole) removeAllBut(queue, candidates);
    var freed = new LinkedHashSet<KnownAgent>();
    var fresh = new ArrayList<Candidate>(candidates.size());
    for (Candidate candidate : candidates)
      if (isNews(candidate, freed)) {
        enter(candidate, now);
        fresh.add(candidate);
      }
    return match(freed, fresh, now);
  }

  /** The queue says that this no longer waits in it; a hand-off under way goes on. */
  public void remove(QueueId queue, InteractionId id) {
    waiting
        .find(id)
        .filter(entry -> entry.candidate().queue().equals(queue))
        .ifPresent(this::leave);
    proposals
        .find(id)
        .filter(open -> open.match().queue().equals(queue))
        .ifPresent(open -> proposals.retell(open, Optional.empty()));
  }

  /** An agent tells itself; the same or an older version only shows that it is alive. */
  public List<Match> put(AgentAvailability news, Instant now) {
    KnownAgent agent = agents.get(news.agent());
    if (agent == null && gone.isOlder(news, now)) return List.of();
    if (agent == null) {
      agent = new KnownAgent(news, now);
      agents.put(news.agent(), agent);
    } else if (news.version() <= agent.told.version()) {
      agent.heardAt = now;
      return List.of();
    }
    end(agent, news.over());
    hear(agent, news, now);
    List<Match> matches = match(Set.of(agent), List.of(), now);
    if (news.isNothing()) {
      forget(news.agent());
      gone.add(news, now);
    }
    return matches;
  }

  /** What the agent says is over was taken, whatever its queue will say of it later. */
  private void end(KnownAgent agent, List<OfferId> over) {
    for (OfferId offer : over)
      proposals
          .find(offer.interaction())
          .filter(open -> open.match().placement() == offer.number())
          .filter(open -> open.match().agent().equals(agent.id()))
          .ifPresent(
              open -> {
                proposals.remove(open);
                agent.settle(offer.interaction(), false);
              });
  }

  /**
   * An agent is there, and its load is what it told last.
   *
   * @return what it is given now; empty if this router does not know what it told last
   */
  public Optional<List<Match>> alive(AgentId id, long version, Instant now) {
    KnownAgent agent = agents.get(id);
    if (agent == null || agent.told.version() != version) return Optional.empty();
    agent.heardAt = now;
    if (!agent.confirm()) return Optional.of(List.of());
    shelve(agent);
    return Optional.of(match(Set.of(agent), List.of(), now));
  }

  public boolean knows(AgentId id) {
    return agents.containsKey(id);
  }

  /**
   * A proposal has ended, which frees the agent's place; a taken one goes on counting until the
   * agent has told its load. One that is not open is ignored, except that what was taken cannot
   * wait.
   */
  public List<Match> settle(Match match, boolean taken, Instant now) {
    Optional<Proposals.Open> open =
        proposals.find(match.interaction()).filter(found -> found.match().equals(match));
    if (open.isPresent()) return end(List.of(open.get()), taken, now);
    if (taken)
      waiting
          .find(match.interaction())
          .filter(entry -> entry.candidate().placement() <= match.placement())
          .ifPresent(this::leave);
    return List.of();
  }

  /** Whether this proposal is still to be settled. */
  public boolean isOpen(Match match) {
    return proposals
        .find(match.interaction())
        .filter(open -> open.match().equals(match))
        .isPresent();
  }

  /** Drops the proposals whose time is over; their queues should be asked to tell again. */
  public Expired expireProposals(Instant now) {
    List<Proposals.Open> due = proposals.due(now);
    if (due.isEmpty()) return NOTHING_EXPIRED;
    List<Match> dropped = due.stream().map(Proposals.Open::match).toList();
    return new Expired(dropped, end(due, false, now));
  }

  /**
   * Proposals to make once more, as they or their answers may be lost. A queue that is about it
   * says nothing, one that no longer knows of it says that it failed.
   *
   * @param pause since a queue was last told of one
   */
  public List<Match> unanswered(Duration pause, Instant now) {
    return proposals.unsaid(pause, now);
  }

  /** When {@link #retry} should be called: the end of the next avoidance. */
  public Optional<Instant> nextRetry() {
    return waiting.nextRetry();
  }

  /** Matches again the candidates of whom an avoidance has ended. */
  public List<Match> retry(Instant now) {
    return match(Set.of(), List.of(), now);
  }

  /** Tries every agent with room. Finds nothing, unless a pair was left unmatched by a mistake. */
  public List<Match> sweep(Instant now) {
    return match(ready.all(), List.of(), now);
  }

  /** Agents who told nothing since then. */
  public List<AgentId> silentSince(Instant then) {
    return agents.values().stream()
        .filter(agent -> agent.heardAt.isBefore(then))
        .map(KnownAgent::id)
        .toList();
  }

  /** Drops what an agent told, unless a proposal to it is open. */
  public void forget(AgentId id) {
    KnownAgent agent = agents.get(id);
    if (agent == null || agent.hasOpen()) return;
    agent.profiles.keySet().forEach(medium -> ready.remove(agent, medium));
    agent.profiles.values().forEach(eligibility::release);
    agents.remove(id);
  }

  public Sizes sizes() {
    return new Sizes(
        waiting.size(),
        waiting.queues(),
        waiting.retries(),
        eligibility.lines(),
        eligibility.profiles(),
        agents.size(),
        ready.shelves(),
        proposals.size());
  }

  private void removeAllBut(QueueId queue, List<Candidate> candidates) {
    var named = new HashSet<InteractionId>();
    candidates.forEach(candidate -> named.add(candidate.id()));
    for (InteractionId id : waiting.of(queue)) if (!named.contains(id)) remove(queue, id);
    for (Proposals.Open open : proposals.of(queue))
      if (!named.contains(open.match().interaction())) proposals.retell(open, Optional.empty());
  }

  /** Whether this is to be entered now; ends what a newer placement of it has made void. */
  private boolean isNews(Candidate candidate, Set<KnownAgent> freed) {
    Optional<Proposals.Open> open = proposals.find(candidate.id());
    if (open.isPresent()) {
      int newer = Integer.compare(candidate.placement(), open.get().match().placement());
      if (newer == 0) proposals.retell(open.get(), Optional.of(candidate));
      if (newer <= 0) return false;
      close(open.get(), false).ifPresent(freed::add);
    }
    Optional<WaitingIndex.Entry> known = waiting.find(candidate.id());
    if (known.isEmpty()) return true;
    Candidate old = known.get().candidate();
    if (candidate.placement() < old.placement() || candidate.equals(old)) return false;
    leave(known.get());
    return true;
  }

  private void enter(Candidate candidate, Instant now) {
    waiting.add(new WaitingIndex.Entry(candidate, eligibility.add(candidate)), now);
  }

  private void leave(WaitingIndex.Entry entry) {
    waiting.remove(entry);
    eligibility.remove(entry.line(), entry.candidate());
  }

  private void hear(KnownAgent agent, AgentAvailability news, Instant now) {
    agent.profiles.keySet().forEach(medium -> ready.remove(agent, medium));
    var profiles = new HashMap<MediaType, SkillProfile>();
    for (MediaType medium : news.ready().keySet())
      profiles.put(medium, eligibility.use(news.skills(), medium));
    agent.profiles.values().forEach(eligibility::release);
    agent.profiles.clear();
    agent.profiles.putAll(profiles);
    agent.heardAt = now;
    agent.hear(news);
    shelve(agent);
  }

  private void shelve(KnownAgent agent) {
    for (MediaType medium : agent.profiles.keySet())
      if (agent.hasRoom(medium)) ready.add(agent, medium);
  }

  private List<Match> end(List<Proposals.Open> ended, boolean taken, Instant now) {
    var freed = new LinkedHashSet<KnownAgent>();
    var fresh = new ArrayList<Candidate>();
    for (Proposals.Open open : ended) {
      close(open, taken).ifPresent(freed::add);
      if (!taken) open.retold().ifPresent(fresh::add);
    }
    fresh.forEach(candidate -> enter(candidate, now));
    return match(freed, fresh, now);
  }

  private Optional<KnownAgent> close(Proposals.Open open, boolean taken) {
    proposals.remove(open);
    Optional<KnownAgent> agent = Optional.ofNullable(agents.get(open.match().agent()));
    agent.ifPresent(
        known -> {
          known.settle(open.match().interaction(), taken);
          shelve(known);
        });
    return agent;
  }

  /**
   * Freed agents look for candidates, then candidates that still wait look for agents: fresh ones,
   * and those of whom an avoidance has ended by now, as nobody who ranks below them may come first.
   */
  private List<Match> match(Collection<KnownAgent> freed, List<Candidate> fresh, Instant now) {
    var matches = new ArrayList<Match>(2);
    for (KnownAgent agent : freed) fill(agent, now, matches);
    var seeking = waiting.due(now);
    seeking.addAll(fresh);
    if (seeking.size() > 1) seeking.sort(Candidate.ORDER);
    for (Candidate candidate : seeking)
      waiting.find(candidate).ifPresent(entry -> seek(entry, now, matches));
    return matches;
  }

  private void seek(WaitingIndex.Entry entry, Instant now, List<Match> matches) {
    ready
        .longestIdle(entry.line(), entry.candidate(), now)
        .ifPresent(agent -> matches.add(propose(entry, agent, now)));
  }

  private void fill(KnownAgent agent, Instant now, List<Match> matches) {
    Optional<Candidate> best = best(agent, now);
    while (best.isPresent()) {
      WaitingIndex.Entry entry = waiting.find(best.get().id()).orElseThrow();
      matches.add(propose(entry, agent, now));
      best = best(agent, now);
    }
  }

  private Optional<Candidate> best(KnownAgent agent, Instant now) {
    Optional<Candidate> best = Optional.empty();
    for (SkillProfile profile : agent.profiles.values()) {
      if (!agent.hasRoom(profile.key.medium())) continue;
      Optional<Candidate> found = eligibility.best(profile, agent.id(), now);
      if (found.isPresent()
          && (best.isEmpty() || Candidate.ORDER.compare(found.get(), best.get()) < 0)) best = found;
    }
    return best;
  }

  private Match propose(WaitingIndex.Entry entry, KnownAgent agent, Instant now) {
    Candidate candidate = entry.candidate();
    MediaType medium = candidate.requirement().mediaType();
    leave(entry);
    agent.propose(candidate.id(), medium);
    if (!agent.hasRoom(medium)) ready.remove(agent, medium);
    var match = new Match(candidate.queue(), candidate.id(), candidate.placement(), agent.id());
    proposals.add(match, now);
    return match;
  }
}
