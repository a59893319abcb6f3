package io.ixion.engine.agent.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEffect;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.Holdings;
import io.ixion.engine.agent.ReservationAnswers;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.agent.domain.AgentRules;
import io.ixion.engine.agent.domain.RecentNotices;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Interactions;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.engine.routing.Router;
import io.ixion.engine.shell.Asked;
import io.ixion.engine.shell.Due;
import io.ixion.engine.shell.DurableShell;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One agent: its rules in the shell of durable entities, and the streams that follow it. */
final class AgentEntity extends DurableShell<AgentMessage, Agent, AgentEvent> {
  static final EntityTypeKey<AgentMessage> TYPE_KEY =
      EntityTypeKey.create(AgentMessage.class, "agent");
  private static final int MOST_HOLDINGS = 2_000;
  private static final Duration RESTORE_AGAIN = Duration.ofSeconds(1);
  private static final Duration KEPT_IDLE = Duration.ofSeconds(60);

  /** The ports that an agent uses. */
  record Ports(
      Router router,
      Interactions interactions,
      Forwarding forwarding,
      ReservationAnswers answers,
      Holdings holdings,
      ByteBudget streamMemory) {}

  /** The answer to a question of how it is. */
  private record Show(AgentMessage.Find question, Optional<Agent> state) implements Effect {}

  private final TenantId tenant;
  private final AgentId id;
  private final Ports ports;
  private final AgentSettings settings;
  private final Clock clock;
  private final ActorContext<AgentMessage> actor;
  private final TimerScheduler<AgentMessage> timers;
  private final AgentRules rules;
  private final NoticeStream stream;
  private final Map<ActorRef<AgentNotice>, Optional<AgentNotice.Position>> early =
      new LinkedHashMap<>();
  private Instant usedAt;

  static Behavior<AgentMessage> create(
      EntityContext<AgentMessage> context, Ports ports, AgentSettings settings, Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers ->
                    new AgentEntity(new Home<>(context, actor, timers, clock), ports, settings)));
  }

  private AgentEntity(Home<AgentMessage> home, Ports ports, AgentSettings settings) {
    super(TYPE_KEY.name(), home);
    var key = EntityKey.parse(home.entity().getEntityId());
    this.tenant = key.tenant();
    this.id = new AgentId(key.id());
    this.ports = ports;
    this.settings = settings;
    this.clock = home.clock();
    this.actor = home.actor();
    this.timers = home.timers();
    this.usedAt = clock.instant();
    this.rules = new AgentRules(tenant, id, settings, usedAt);
    var recent =
        new RecentNotices(
            settings.streamBuffer(), settings.streamBufferBytes(), ports.streamMemory());
    this.stream = new NoticeStream(clock.millis(), recent);
  }

  @Override
  protected Decision<AgentEvent> decide(Optional<Agent> state, AgentMessage message, Instant now) {
    if (message instanceof AgentMessage.Decide ask) {
      usedAt = now;
      return rules.commanded(state, ask.command(), ask.condition(), now);
    }
    if (message instanceof AgentMessage.WorkChanged news)
      return rules.heard(state, news.interaction(), now);
    if (message instanceof AgentMessage.Reserve ask)
      return rules.reserve(state, ask.match(), ask.medium(), now);
    if (message instanceof AgentMessage.Accept ask) return rules.accept(state, ask.offer(), now);
    if (message instanceof AgentMessage.LookedUp told)
      return rules.accept(state, told.accept().offer(), told.found(), now);
    if (message instanceof AgentMessage.Find ask) return show(ask, state);
    return decideOwn(state, message, now);
  }

  /** Nobody of that name: it leaves the memory at once, however many are asked for. */
  private Decision<AgentEvent> show(AgentMessage.Find ask, Optional<Agent> state) {
    if (state.isEmpty()) passivate();
    return Decision.act(List.of(new Show(ask, state)));
  }

  private Decision<AgentEvent> decideOwn(Optional<Agent> state, AgentMessage message, Instant now) {
    if (message instanceof AgentMessage.CancelReservation cancel)
      return rules.cancel(state, cancel.interaction(), now);
    if (message instanceof AgentMessage.GraceOver over)
      return rules.commanded(
          state, new AgentCommand.GraceExpired(over.session()), Condition.NONE, now);
    if (message instanceof AgentMessage.TellRouter) return rules.tellRouter(state);
    if (message instanceof AgentMessage.Started) return rules.started(state, now);
    if (message instanceof AgentMessage.Holding holding) return restored(state, holding, now);
    if (message instanceof AgentMessage.WorkFound found)
      return rules.found(state, found.interaction(), now);
    if (message instanceof AgentMessage.Swept swept) return rules.compared(swept.interactions());
    if (message instanceof AgentMessage.Follow follow) return follow(state, follow, now);
    if (message instanceof AgentMessage.Unfollow gone) return unfollow(state, gone, now);
    if (message instanceof AgentMessage.Tick) return tick(state, now);
    if (message instanceof AgentMessage.WorkAbsent gone) rules.absent(gone.interaction());
    else if (message instanceof AgentMessage.Restore) readHoldings(true);
    else if (message instanceof AgentMessage.Sweep && rules.isRestored()) readHoldings(false);
    return Decision.act(List.of());
  }

  private Decision<AgentEvent> restored(
      Optional<Agent> state, AgentMessage.Holding holding, Instant now) {
    if (!holding.known()) {
      timers.startSingleTimer("restore", new AgentMessage.Restore(), RESTORE_AGAIN);
      return Decision.act(List.of());
    }
    var decision = rules.restored(state, holding.interactions(), now);
    early.forEach((follower, after) -> show(state, follower, after));
    early.clear();
    return decision;
  }

  // Those who follow the agent.

  private Decision<AgentEvent> follow(
      Optional<Agent> state, AgentMessage.Follow follow, Instant now) {
    if (state.isEmpty()) return Decision.act(List.of());
    usedAt = now;
    if (!stream.isFollowedBy(follow.follower()))
      actor.watchWith(follow.follower(), new AgentMessage.Unfollow(follow.follower()));
    if (rules.isRestored()) show(state, follow.follower(), follow.after());
    else early.put(follow.follower(), follow.after());
    return rules.followed(state, true, now);
  }

  private void show(
      Optional<Agent> state, ActorRef<AgentNotice> follower, Optional<AgentNotice.Position> after) {
    stream.follow(follower, after, () -> rules.snapshot(state.orElseThrow()));
  }

  private Decision<AgentEvent> unfollow(
      Optional<Agent> state, AgentMessage.Unfollow gone, Instant now) {
    early.remove(gone.follower());
    stream.unfollow(gone.follower());
    return isFollowed() ? Decision.act(List.of()) : rules.followed(state, false, now);
  }

  /** Also by those who are told once it is known what the agent has. */
  private boolean isFollowed() {
    return stream.isFollowed() || !early.isEmpty();
  }

  private Decision<AgentEvent> tick(Optional<Agent> state, Instant now) {
    boolean needed = isFollowed() || rules.isBusy() || state.flatMap(Agent::session).isPresent();
    if (needed) usedAt = now;
    else if (Duration.between(usedAt, now).compareTo(KEPT_IDLE) > 0) passivate();
    return rules.tick(state, now);
  }

  @Override
  protected void run(Effect effect, AgentMessage cause) {
    if (effect instanceof AgentEffect.Available news) ports.router().available(tenant, news.told());
    else if (effect instanceof AgentEffect.Alive it) ports.router().alive(tenant, id, it.version());
    else if (effect instanceof AgentEffect.Publish news) stream.publish(news.content());
    else if (effect instanceof AgentEffect.Command give)
      ports.interactions().tell(tenant, give.interaction(), give.command());
    else if (effect instanceof AgentEffect.Accept accept)
      forward(
          accept,
          cause instanceof AgentMessage.LookedUp told
              ? told.accept()
              : (AgentMessage.Accept) cause);
    else if (effect instanceof AgentEffect.LookUp look)
      lookUp(look.offer(), (AgentMessage.Accept) cause);
    else if (effect instanceof AgentEffect.Answer answer)
      ports.answers().answer(tenant, answer.match(), answer.refused());
    else if (effect instanceof AgentEffect.Find find) ask(find.interaction());
    else if (effect instanceof AgentEffect.ReadHoldings read) readHoldings(read.first());
    else if (effect instanceof Show show)
      show.question().replyTo().tell(new AgentMessage.Found(show.state()));
  }

  private void forward(AgentEffect.Accept accept, AgentMessage.Accept cause) {
    var command =
        new InteractionCommand.Accept(
            accept.offer().number(), Originator.agent(id), accept.hasPlace());
    ports
        .forwarding()
        .forward(
            tenant,
            accept.offer().interaction(),
            command,
            cause.condition(),
            cause.question(),
            cause.replyTo());
  }

  private void readHoldings(boolean first) {
    var holdings = ports.holdings();
    if (first)
      actor.pipeToSelf(
          holdings.caughtUp().thenCompose(done -> holdings.of(tenant, id, MOST_HOLDINGS)),
          (held, failure) ->
              new AgentMessage.Holding(failure == null, failure == null ? held : List.of()));
    else
      actor.pipeToSelf(
          holdings.of(tenant, id, MOST_HOLDINGS),
          (held, failure) ->
              failure == null ? new AgentMessage.Swept(held) : new AgentMessage.Wake());
  }

  private void ask(InteractionId interaction) {
    actor.pipeToSelf(
        ports.interactions().find(tenant, interaction),
        (found, failure) -> {
          if (failure != null) return new AgentMessage.Wake();
          Optional<InteractionHeader> header = found;
          return header.isPresent()
              ? new AgentMessage.WorkFound(header.get())
              : new AgentMessage.WorkAbsent(interaction);
        });
  }

  private void lookUp(OfferId offer, AgentMessage.Accept cause) {
    actor.pipeToSelf(
        ports.interactions().find(tenant, offer.interaction()),
        (found, failure) ->
            failure == null ? new AgentMessage.LookedUp(cause, found) : new AgentMessage.Wake());
  }

  @Override
  protected Agent evolve(Optional<Agent> state, AgentEvent event) {
    return AgentEvolution.evolve(state, event);
  }

  @Override
  protected Optional<Asked<Agent>> asked(AgentMessage message) {
    return message instanceof AgentMessage.Decide ask ? Optional.of(ask) : Optional.empty();
  }

  @Override
  protected List<Due<AgentMessage>> deadlines(Agent agent) {
    return agent
        .session()
        .flatMap(Agent.Session::lostUntil)
        .map(
            until ->
                List.of(
                    new Due<AgentMessage>(
                        "grace",
                        until.plusMillis(1),
                        new AgentMessage.GraceOver(agent.session().get().number()))))
        .orElse(List.of());
  }

  /** An agent leaves the memory when nobody has needed it for a while: see {@link #tick}. */
  @Override
  protected boolean isOver(Optional<Agent> state) {
    return false;
  }

  @Override
  protected List<Effect> recovered(
      Optional<Agent> before, Optional<Agent> state, Optional<AgentEvent> last, Instant now) {
    timers.startTimerWithFixedDelay("tick", new AgentMessage.Tick(), settings.helloInterval());
    timers.startTimerWithFixedDelay("sweep", new AgentMessage.Sweep(), settings.sweepInterval());
    actor.getSelf().tell(new AgentMessage.Started());
    return List.of();
  }

  /** No signal comes if it is stopped before it starts again: so its memory is given back now. */
  @Override
  protected void ending() {
    stream.close();
  }

  @Override
  protected Agent read(Object snapshot) {
    return (Agent) snapshot;
  }
}
