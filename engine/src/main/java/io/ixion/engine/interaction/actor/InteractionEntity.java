package io.ixion.engine.interaction.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFound;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import io.ixion.engine.shell.Asked;
import io.ixion.engine.shell.Due;
import io.ixion.engine.shell.DurableShell;
import io.ixion.engine.wire.WireMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One interaction: its rules in the shell of durable entities. */
public final class InteractionEntity
    extends DurableShell<InteractionEntity.Message, Interaction, InteractionEvent> {
  public static final EntityTypeKey<Message> TYPE_KEY =
      EntityTypeKey.create(Message.class, "interaction");

  /** What the entity understands. */
  public sealed interface Message extends WireMessage {}

  /**
   * One envelope for every command: the reply address is Akka's business, the command the domain's.
   *
   * @param withData whether the asker is to see the attached data
   */
  public record Decide(
      long question,
      InteractionCommand command,
      Condition condition,
      boolean withData,
      ActorRef<InteractionAnswer> replyTo)
      implements Message, Asked<Interaction> {
    @Override
    public void answer(Outcome<Interaction> outcome) {
      replyTo.tell(InteractionAnswer.Decided.of(outcome, withData));
    }

    @Override
    public void notStored() {
      replyTo.tell(new InteractionAnswer.NotStored());
    }
  }

  /** A command that nobody waits for. */
  public record Do(InteractionCommand command) implements Message {}

  /**
   * Asks for the interaction as it is.
   *
   * @param withData whether somebody is to see its attached data
   */
  public record Find(boolean withData, ActorRef<InteractionFound> replyTo) implements Message {}

  /** Wakes the interaction so that its deadline, if one has passed meanwhile, is met. */
  public record Wake() implements Message {}

  /** A deadline of the present place has come. */
  private record DeadlineReached() implements Message {}

  /** The answer to a question of how it is. */
  private record Show(Find question, Optional<Interaction> state) implements Effect {}

  /** Runs the effects of interactions of this node. */
  interface Effects {
    void run(Effect effect);

    /** An event was stored: for whoever counts. */
    void stored(Optional<Interaction> before, InteractionEvent event);
  }

  private final TenantId tenant;
  private final InteractionId id;
  private final InteractionDecider decider;
  private final Effects effects;

  static Behavior<Message> create(
      EntityContext<Message> entity, InteractionDecider decider, Effects effects, Clock clock) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(
                timers ->
                    new InteractionEntity(
                        new Home<>(entity, actor, timers, clock), decider, effects)));
  }

  private InteractionEntity(Home<Message> home, InteractionDecider decider, Effects effects) {
    super(TYPE_KEY.name(), home);
    var key = EntityKey.parse(home.entity().getEntityId());
    this.tenant = key.tenant();
    this.id = new InteractionId(key.id());
    this.decider = decider;
    this.effects = effects;
  }

  @Override
  protected Decision<InteractionEvent> decide(
      Optional<Interaction> state, Message message, Instant now) {
    if (message instanceof Decide ask) return decide(state, ask.command(), ask.condition(), now);
    if (message instanceof Do tell) return decide(state, tell.command(), Condition.NONE, now);
    if (message instanceof Find ask) return Decision.act(List.of(new Show(ask, state)));
    if (message instanceof Wake)
      return Decision.act(
          InteractionDecider.retold(Optional.empty(), state, Optional.empty(), now));
    return InteractionDecider.due(state)
        .map(command -> decide(state, command, Condition.NONE, now))
        .orElse(Decision.act(List.of()));
  }

  private Decision<InteractionEvent> decide(
      Optional<Interaction> state, InteractionCommand command, Condition condition, Instant now) {
    return decider.decide(tenant, id, state, command, condition, now);
  }

  @Override
  protected Interaction evolve(Optional<Interaction> state, InteractionEvent event) {
    return InteractionEvolution.evolve(state, event);
  }

  @Override
  protected Optional<Asked<Interaction>> asked(Message message) {
    return message instanceof Decide ask ? Optional.of(ask) : Optional.empty();
  }

  @Override
  protected void run(Effect effect, Message cause) {
    if (effect instanceof Show show) show(show.question(), show.state());
    else effects.run(effect);
  }

  private static void show(Find question, Optional<Interaction> state) {
    question
        .replyTo()
        .tell(
            new InteractionFound(
                state.map(Interaction::header),
                state.filter(s -> question.withData()).map(Interaction::data)));
  }

  @Override
  protected void stored(Optional<Interaction> before, List<InteractionEvent> events) {
    events.forEach(event -> effects.stored(before, event));
  }

  @Override
  protected List<Due<Message>> deadlines(Interaction state) {
    return state.place().deadlines().entrySet().stream()
        .<Due<Message>>map(d -> new Due<>(d.getKey(), d.getValue(), new DeadlineReached()))
        .toList();
  }

  @Override
  protected boolean isOver(Optional<Interaction> state) {
    return state.isEmpty() || state.get().place() instanceof Place.Stopped;
  }

  @Override
  protected List<Effect> recovered(
      Optional<Interaction> before,
      Optional<Interaction> state,
      Optional<InteractionEvent> last,
      Instant now) {
    return InteractionDecider.retold(before, state, last, now);
  }

  @Override
  protected Interaction read(Object snapshot) {
    return (Interaction) snapshot;
  }
}
