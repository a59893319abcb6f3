package io.ixion.engine.routing.domain;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.routing.RouterSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant's router does with each thing that it is told. It stores nothing: after a crash or
 * a move it knows nobody and is healed by what the others do anyway. Agents give a sign of life
 * every two seconds, and queues at least an empty piece of news with its next sequence; to a router
 * that has never heard the whole of either this is a gap, so it asks. The same heals whatever
 * message is lost. A proposal that nobody settles is made again, in the end dropped and its queue
 * is asked. Deterministic, not thread-safe; belongs to one shell.
 */
public class RouterRules {
  private final RouterSettings settings;
  private final RouterFigures figures;
  private final Matcher matcher;
  private final UpdateSequence sequences = new UpdateSequence();
  private final Map<QueueId, List<Candidate>> arriving = new HashMap<>();
  private final AskLimit<QueueId> queueLimit;
  private final AskLimit<AgentId> agentLimit;
  private Instant inspectedAt;

  public RouterRules(RouterSettings settings, RouterFigures figures, Instant now) {
    this.settings = settings;
    this.figures = figures;
    this.matcher = new Matcher(settings.proposalTimeout(), settings.keep());
    this.queueLimit = new AskLimit<>(settings.retellInterval());
    this.agentLimit = new AskLimit<>(settings.retellInterval());
    this.inspectedAt = now;
  }

  /** News of a queue. What is all that it has counts when its last part is there, at once. */
  public List<RouterEffect> waiting(RouterNews news, Instant now) {
    var effects = new ArrayList<RouterEffect>();
    UpdateSequence.Verdict verdict =
        sequences.judge(
            news.queue(),
            new UpdateSequence.Place(news.sequence(), news.part(), news.parts(), news.whole()));
    if (verdict != UpdateSequence.Verdict.APPLY) ask(news.queue(), now, effects);
    if (verdict == UpdateSequence.Verdict.ASK) return effects;
    boolean isPart = verdict == UpdateSequence.Verdict.APPLY && news.whole();
    if (isPart && news.part() == 0) arriving.put(news.queue(), new ArrayList<>());
    if (isPart && arriving.containsKey(news.queue())) gather(news, now, effects);
    else {
      arriving.remove(news.queue()); // something of it is lost, or is of another life of the queue
      propose(matcher.tell(news.queue(), false, news.waiting(), news.gone(), now), effects);
    }
    return effects;
  }

  private void gather(RouterNews news, Instant now, List<RouterEffect> effects) {
    List<Candidate> all = arriving.get(news.queue());
    all.addAll(news.waiting());
    if (news.part() < news.parts() - 1) return;
    arriving.remove(news.queue());
    propose(matcher.tell(news.queue(), true, all, List.of(), now), effects);
  }

  /** An agent tells itself. */
  public List<RouterEffect> available(AgentAvailability told, Instant now) {
    var effects = new ArrayList<RouterEffect>();
    propose(matcher.put(told, now), effects);
    return effects;
  }

  /** An agent is there. */
  public List<RouterEffect> alive(AgentId agent, long version, Instant now) {
    var effects = new ArrayList<RouterEffect>();
    Optional<List<Match>> matches = matcher.alive(agent, version, now);
    if (matches.isPresent()) propose(matches.get(), effects);
    else askWhomever(agent, now, effects);
    return effects;
  }

  /** A proposal came to its end. */
  public List<RouterEffect> settled(Match match, boolean taken, Instant now) {
    var effects = new ArrayList<RouterEffect>();
    if (matcher.isOpen(match)) (taken ? figures.taken : figures.failed).increment();
    propose(matcher.settle(match, taken, now), effects);
    if (!taken) ask(match.agent(), now, effects);
    return effects;
  }

  /** Time passes. */
  public List<RouterEffect> tick(Instant now) {
    var effects = new ArrayList<RouterEffect>();
    Matcher.Expired expired = matcher.expireProposals(now);
    figures.expired.add(expired.dropped().size());
    propose(expired.matches(), effects);
    var queues = new HashSet<QueueId>();
    for (Match dropped : expired.dropped()) {
      if (queues.add(dropped.queue())) ask(dropped.queue(), now, effects);
      ask(dropped.agent(), now, effects);
    }
    propose(matcher.retry(now), effects);
    List<Match> unanswered = matcher.unanswered(settings.proposalRepeat(), now);
    figures.repeated.add(unanswered.size());
    unanswered.forEach(match -> effects.add(new RouterEffect.Propose(match)));
    if (!now.isBefore(inspectedAt.plus(settings.retellInterval()))) inspect(now, effects);
    return effects;
  }

  private void inspect(Instant now, List<RouterEffect> effects) {
    inspectedAt = now;
    matcher
        .silentSince(now.minus(settings.agentSilence()))
        .forEach(agent -> ask(agent, now, effects));
    matcher
        .silentSince(now.minus(settings.agentSilence().multipliedBy(3)))
        .forEach(matcher::forget);
    List<Match> overlooked = matcher.sweep(now);
    if (overlooked.isEmpty()) return;
    figures.overlooked.add(overlooked.size());
    effects.add(new RouterEffect.Overlooked(overlooked.size(), overlooked.get(0)));
    propose(overlooked, effects);
  }

  private void propose(List<Match> matches, List<RouterEffect> effects) {
    figures.proposed.add(matches.size());
    for (Match match : matches) effects.add(new RouterEffect.Propose(match));
  }

  private void ask(QueueId queue, Instant now, List<RouterEffect> effects) {
    if (queueLimit.mayAsk(queue, now)) effects.add(new RouterEffect.AskQueue(queue));
  }

  /** Whoever has logged out is not asked, as that would bring it back for nothing. */
  private void ask(AgentId agent, Instant now, List<RouterEffect> effects) {
    if (matcher.knows(agent)) askWhomever(agent, now, effects);
  }

  private void askWhomever(AgentId agent, Instant now, List<RouterEffect> effects) {
    if (agentLimit.mayAsk(agent, now)) effects.add(new RouterEffect.AskAgent(agent));
  }

  /** How much is in memory. */
  public Matcher.Sizes sizes() {
    return matcher.sizes();
  }
}
