package io.ixion.engine.routing.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterListener;
import io.ixion.engine.routing.RouterSettings;
import io.ixion.engine.routing.domain.AskLimit;
import io.ixion.engine.routing.domain.Matcher;
import io.ixion.engine.routing.domain.UpdateSequence;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * The Akka shell of one tenant's matcher. It stores nothing: after a crash or a move it knows
 * nobody and is healed by what the others do anyway. Every agent tells itself every two seconds.
 * Every queue tells at least an empty piece of news every two seconds, with its next sequence; to a
 * router that has never heard the whole of that queue this is a gap, so it asks. The same heals
 * whatever message is lost. A proposal that nobody settles is made again, in the end dropped and
 * its queue is asked again.
 */
final class RouterEntity extends AbstractBehavior<RouterCommand> {
  private final TenantId tenant;
  private final RouterListener listener;
  private final Clock clock;
  private final RouterSettings settings;
  private final RouterFigures figures;
  private final Matcher matcher;
  private final UpdateSequence tellings = new UpdateSequence();
  private final AskLimit<QueueId> queueLimit;
  private final AskLimit<AgentId> agentLimit;
  private Instant inspectedAt;

  static Behavior<RouterCommand> create(
      TenantId tenant,
      RouterListener listener,
      Clock clock,
      RouterSettings settings,
      RouterFigures figures) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(RouterCommand.Tick.NOW, settings.tick());
          return Behaviors.setup(
              context -> new RouterEntity(context, tenant, listener, clock, settings, figures));
        });
  }

  private RouterEntity(
      ActorContext<RouterCommand> context,
      TenantId tenant,
      RouterListener listener,
      Clock clock,
      RouterSettings settings,
      RouterFigures figures) {
    super(context);
    this.tenant = tenant;
    this.listener = listener;
    this.clock = clock;
    this.settings = settings;
    this.figures = figures;
    this.matcher = new Matcher(settings.proposalTimeout(), settings.keep());
    this.queueLimit = new AskLimit<>(settings.retellInterval());
    this.agentLimit = new AskLimit<>(settings.retellInterval());
    this.inspectedAt = clock.instant();
  }

  @Override
  public Receive<RouterCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(RouterCommand.Waiting.class, this::onWaiting)
        .onMessage(RouterCommand.Available.class, this::onAvailable)
        .onMessage(RouterCommand.Settled.class, this::onSettled)
        .onMessage(RouterCommand.Tick.class, this::onTick)
        .onSignal(PostStop.class, this::onStop)
        .build();
  }

  private Behavior<RouterCommand> onWaiting(RouterCommand.Waiting news) {
    Instant now = clock.instant();
    UpdateSequence.Verdict verdict =
        tellings.judge(
            news.queue(),
            new UpdateSequence.Place(news.sequence(), news.part(), news.parts(), news.whole()));
    if (verdict != UpdateSequence.Verdict.APPLY) ask(news.queue(), now);
    if (verdict == UpdateSequence.Verdict.ASK) return this;
    // the first part of a whole telling clears what is old, the others add to it
    boolean replaces = news.whole() && news.part() == 0;
    propose(matcher.tell(news.queue(), replaces, news.waiting(), news.gone(), now));
    return this;
  }

  private Behavior<RouterCommand> onAvailable(RouterCommand.Available news) {
    propose(matcher.put(news.told(), clock.instant()));
    return this;
  }

  private Behavior<RouterCommand> onSettled(RouterCommand.Settled news) {
    Instant now = clock.instant();
    if (matcher.isOpen(news.match())) (news.taken() ? figures.taken : figures.failed).increment();
    propose(matcher.settle(news.match(), news.taken(), now));
    if (!news.taken()) ask(news.match().agent(), now);
    return this;
  }

  private Behavior<RouterCommand> onTick(RouterCommand.Tick tick) {
    Instant now = clock.instant();
    Matcher.Expired expired = matcher.expireProposals(now);
    figures.expired.add(expired.dropped().size());
    propose(expired.matches());
    var queues = new HashSet<QueueId>();
    for (Match dropped : expired.dropped()) {
      if (queues.add(dropped.queue())) ask(dropped.queue(), now);
      ask(dropped.agent(), now);
    }
    propose(matcher.retry(now));
    List<Match> unanswered = matcher.unanswered(settings.proposalRepeat(), now);
    figures.repeated.add(unanswered.size());
    unanswered.forEach(match -> listener.propose(tenant, match));
    if (!now.isBefore(inspectedAt.plus(settings.retellInterval()))) inspect(now);
    return this;
  }

  private void inspect(Instant now) {
    inspectedAt = now;
    matcher.silentSince(now.minus(settings.agentSilence())).forEach(agent -> ask(agent, now));
    matcher
        .silentSince(now.minus(settings.agentSilence().multipliedBy(3)))
        .forEach(matcher::forget);
    List<Match> overlooked = matcher.sweep(now);
    if (!overlooked.isEmpty()) {
      getContext()
          .getLog()
          .warn("{} pairs had been overlooked, e.g. {}", overlooked.size(), overlooked.get(0));
      figures.overlooked.add(overlooked.size());
      propose(overlooked);
    }
    Matcher.Sizes sizes = matcher.sizes();
    figures.knows(tenant, sizes.waiting(), sizes.agents(), sizes.proposals());
  }

  private Behavior<RouterCommand> onStop(PostStop stop) {
    figures.forget(tenant);
    return this;
  }

  private void propose(List<Match> matches) {
    figures.proposed.add(matches.size());
    for (Match match : matches) listener.propose(tenant, match);
  }

  private void ask(QueueId queue, Instant now) {
    if (queueLimit.mayAsk(queue, now)) listener.tellAgain(tenant, queue);
  }

  private void ask(AgentId agent, Instant now) {
    if (agentLimit.mayAsk(agent, now)) listener.tellAgain(tenant, agent);
  }
}
