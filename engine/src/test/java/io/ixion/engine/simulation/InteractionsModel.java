package io.ixion.engine.simulation;

import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.Place;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Every interaction's owner with its journal, and the table that follows the journals late. */
final class InteractionsModel {
  static final TenantId TENANT = new TenantId("acme");
  private static final InteractionSettings SETTINGS =
      new InteractionSettings(
          Duration.ofSeconds(8),
          Duration.ofSeconds(40),
          Map.of(),
          Duration.ofSeconds(3),
          10_000,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          1_000,
          10_000);

  final Map<InteractionId, Interaction> states = new TreeMap<>();
  final Map<InteractionId, Interaction> table = new TreeMap<>();
  final Map<InteractionId, List<InteractionEvent>> journals = new TreeMap<>();
  private final InteractionDecider decider = new InteractionDecider(SETTINGS);
  private final Network network;
  private final BiConsumer<Optional<InteractionHeader>, InteractionHeader> listener;
  private Instant tableIsRightAt;

  InteractionsModel(
      Network network, BiConsumer<Optional<InteractionHeader>, InteractionHeader> listener) {
    this.network = network;
    this.listener = listener;
    this.tableIsRightAt = network.now();
  }

  void command(
      InteractionId id, InteractionCommand command, Consumer<Optional<Outcome<Interaction>>> to) {
    network.ask(() -> decide(id, command), to);
  }

  void tell(InteractionId id, InteractionCommand command) {
    network.send(() -> decide(id, command));
  }

  void find(InteractionId id, Consumer<Optional<Optional<InteractionHeader>>> to) {
    network.ask(() -> Optional.ofNullable(states.get(id)).map(Interaction::header), to);
  }

  private Outcome<Interaction> decide(InteractionId id, InteractionCommand command) {
    Optional<Interaction> before = Optional.ofNullable(states.get(id));
    var decision = decider.decide(TENANT, id, before, command, network.now());
    if (decision instanceof Decision.Refused<InteractionEvent> no)
      return new Outcome.Refused<>(no.why());
    if (decision instanceof Decision.AlreadyDone<InteractionEvent>)
      return new Outcome.Done<>(before.orElseThrow(), true);
    Optional<Interaction> after = before;
    for (InteractionEvent event : ((Decision.Accepted<InteractionEvent>) decision).events()) {
      journals.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
      after = Optional.of(InteractionEvolution.evolve(after, event));
    }
    stored(before, after.orElseThrow());
    return new Outcome.Done<>(after.orElseThrow(), false);
  }

  private void stored(Optional<Interaction> before, Interaction after) {
    states.put(after.id(), after);
    Duration lag = network.upTo(Duration.ofMillis(network.isFaulty() ? 500 : 20));
    Instant shown = network.now().plus(lag);
    if (shown.isAfter(tableIsRightAt)) tableIsRightAt = shown;
    network.after(
        Duration.between(network.now(), tableIsRightAt), () -> table.put(after.id(), after));
    after
        .deadline()
        .ifPresent(
            at -> network.after(Duration.between(network.now(), at), () -> deadline(after.id())));
    listener.accept(before.map(Interaction::header), after.header());
  }

  private void deadline(InteractionId id) {
    var place = states.get(id).place();
    if (place instanceof Place.Offered offer)
      decide(id, new InteractionCommand.ExpireOffer(offer.number()));
    if (place instanceof Place.Handling work)
      decide(id, new InteractionCommand.ExpireHandling(work.number()));
  }

  /** Once the table shows all that is stored now. */
  void caughtUp(Runnable then) {
    Duration left = Duration.between(network.now(), tableIsRightAt);
    network.after(left.isNegative() ? Duration.ZERO : left, then);
  }
}
