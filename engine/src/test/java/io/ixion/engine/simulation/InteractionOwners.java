package io.ixion.engine.simulation;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every interaction's owner with its journal, and the table that follows the journals late. */
final class InteractionOwners {
  static final TenantId TENANT = new TenantId("acme");

  final Map<InteractionId, Interaction> states = new TreeMap<>();
  final Map<InteractionId, Interaction> table = new TreeMap<>();
  final Map<InteractionId, List<InteractionEvent>> journals = new TreeMap<>();
  private final InteractionDecider decider;
  private final Network network;
  private final Cluster cluster;
  private Instant tableIsRightAt;

  InteractionOwners(Network network, Cluster cluster) {
    this.network = network;
    this.cluster = cluster;
    this.decider = cluster.deciders.interactions();
    this.tableIsRightAt = network.now();
  }

  void ask(
      InteractionId id, InteractionCommand command, Consumer<Optional<Outcome<Interaction>>> to) {
    network.ask(() -> decide(id, command).orElseThrow(), to);
  }

  void tell(InteractionId id, InteractionCommand command) {
    network.send(() -> decide(id, command));
  }

  void find(InteractionId id, Consumer<Optional<Optional<Interaction>>> to) {
    network.ask(() -> Optional.ofNullable(states.get(id)), to);
  }

  /** The outcome; empty when it is told in another way. */
  Optional<Outcome<Interaction>> decide(InteractionId id, InteractionCommand command) {
    Optional<Interaction> before = Optional.ofNullable(states.get(id));
    var decision = decider.decide(TENANT, id, before, command, Condition.NONE, network.now());
    if (decision instanceof Decision.Refused<InteractionEvent> no)
      return Optional.of(new Outcome.Refused<>(no.why()));
    if (!(decision instanceof Decision.Accepted<InteractionEvent> yes))
      return Optional.of(new Outcome.Done<>(before.orElseThrow(), true));
    Optional<Interaction> after = before;
    for (InteractionEvent event : yes.events()) {
      journals.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
      after = Optional.of(InteractionEvolution.evolve(after, event));
    }
    if (!yes.events().isEmpty()) stored(after.orElseThrow());
    yes.effects().forEach(cluster::run);
    return yes.events().isEmpty()
        ? Optional.empty()
        : Optional.of(new Outcome.Done<>(after.orElseThrow(), false));
  }

  private void stored(Interaction after) {
    states.put(after.id(), after);
    Duration lag = network.upTo(Duration.ofMillis(network.isFaulty() ? 500 : 20));
    Instant shown = network.now().plus(lag);
    if (shown.isAfter(tableIsRightAt)) tableIsRightAt = shown;
    network.after(
        Duration.between(network.now(), tableIsRightAt), () -> table.put(after.id(), after));
    after
        .deadline()
        .ifPresent(at -> network.after(Duration.between(network.now(), at), () -> due(after.id())));
  }

  private void due(InteractionId id) {
    InteractionDecider.due(Optional.of(states.get(id))).ifPresent(command -> decide(id, command));
  }

  /** Once the table shows all that is stored now. */
  void caughtUp(Runnable then) {
    Duration left = Duration.between(network.now(), tableIsRightAt);
    network.after(left.isNegative() ? Duration.ZERO : left, then);
  }
}
