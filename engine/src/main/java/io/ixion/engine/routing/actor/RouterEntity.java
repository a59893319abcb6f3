package io.ixion.engine.routing.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterSettings;
import io.ixion.engine.routing.domain.Matcher;
import io.ixion.engine.routing.domain.RouterRules;
import io.ixion.engine.shell.SoftShell;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/** The router of one tenant: its rules in the shell of soft entities. */
final class RouterEntity extends SoftShell<RouterCommand> {
  private final TenantId tenant;
  private final BiConsumer<TenantId, RouterEffect> effects;
  private final RouterFigures figures;
  private final RouterRules rules;

  static Behavior<RouterCommand> create(
      TenantId tenant,
      BiConsumer<TenantId, RouterEffect> effects,
      Clock clock,
      RouterSettings settings,
      RouterFigures figures) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(RouterCommand.Tick.NOW, settings.tick());
          return Behaviors.setup(
              actor -> new RouterEntity(actor, tenant, effects, clock, settings, figures));
        });
  }

  private RouterEntity(
      ActorContext<RouterCommand> actor,
      TenantId tenant,
      BiConsumer<TenantId, RouterEffect> effects,
      Clock clock,
      RouterSettings settings,
      RouterFigures figures) {
    super(actor, RouterCommand.class, clock);
    this.tenant = tenant;
    this.effects = effects;
    this.figures = figures;
    this.rules = new RouterRules(settings, figures, clock.instant());
  }

  @Override
  protected List<? extends Effect> decide(RouterCommand message, Instant now) {
    if (message instanceof RouterCommand.Waiting it) return rules.waiting(it.news(), now);
    if (message instanceof RouterCommand.Available it) return rules.available(it.told(), now);
    if (message instanceof RouterCommand.Alive it)
      return rules.alive(it.agent(), it.version(), now);
    if (message instanceof RouterCommand.Settled it)
      return rules.settled(it.match(), it.taken(), now);
    Matcher.Sizes sizes = rules.sizes();
    figures.knows(tenant, sizes.waiting(), sizes.agents(), sizes.proposals());
    return rules.tick(now);
  }

  @Override
  protected void run(Effect effect) {
    if (effect instanceof RouterEffect.Overlooked it)
      getContext().getLog().warn("{} pairs had been overlooked, e.g. {}", it.pairs(), it.one());
    else effects.accept(tenant, (RouterEffect) effect);
  }

  @Override
  protected void stopped() {
    figures.forget(tenant);
  }
}
