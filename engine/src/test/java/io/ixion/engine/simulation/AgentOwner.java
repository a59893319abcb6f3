package io.ixion.engine.simulation;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEffect;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.domain.AgentEvolution;
import io.ixion.engine.agent.domain.AgentRules;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.routing.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One agent's owner: its rules, with its journal, over the simulated network. */
final class AgentOwner {
  final List<AgentEvent> journal = new ArrayList<>();
  private final AgentId id;
  private final Network network;
  private final Cluster cluster;
  private final Set<AttemptId> done = new HashSet<>();
  private Optional<Agent> agent = Optional.empty(); // the journal's: it outlives the crash
  private AgentRules rules;
  private int life;

  AgentOwner(AgentId id, Network network, Cluster cluster) {
    this.id = id;
    this.network = network;
    this.cluster = cluster;
    crash();
    network.every(Duration.ofSeconds(2), () -> act(rules.tick(agent, now())));
    network.every(Duration.ofSeconds(15), this::sweep);
  }

  void crash() {
    life++;
    rules = cluster.deciders.agent(InteractionOwners.TENANT, id, now());
    act(rules.started(agent, now()));
  }

  Agent state() {
    return agent.orElseThrow();
  }

  AgentNotice.Snapshot has() {
    return rules.snapshot(state());
  }

  void decide(AgentCommand command) {
    act(rules.commanded(agent, command, Condition.NONE, now()));
  }

  void heard(InteractionHeader news) {
    act(rules.heard(agent, news, now()));
  }

  void reserve(Match match, MediaType medium) {
    act(rules.reserve(agent, match, medium, now()));
  }

  void cancel(Match match) {
    act(rules.cancel(agent, match.interaction(), now()));
  }

  void tellRouter() {
    act(rules.tellRouter(agent));
  }

  void accept(OfferId offer, Consumer<Outcome<Interaction>> to) {
    act(rules.accept(agent, offer, now()), effect -> answer(effect, to));
  }

  private void answer(Effect effect, Consumer<Outcome<Interaction>> to) {
    if (effect instanceof AgentEffect.Accept it) forward(it, to);
    else if (effect instanceof AgentEffect.LookUp it)
      cluster.interactions.find(it.offer().interaction(), mine(found -> lookedUp(it, found, to)));
    else run(effect);
  }

  private void lookedUp(
      AgentEffect.LookUp it,
      Optional<Optional<Interaction>> found,
      Consumer<Outcome<Interaction>> to) {
    if (found.isEmpty()) return; // whoever asks, asks again
    Optional<InteractionHeader> header = found.get().map(Interaction::header);
    act(rules.accept(agent, it.offer(), header, now()), effect -> answer(effect, to));
  }

  private void forward(AgentEffect.Accept it, Consumer<Outcome<Interaction>> to) {
    var accept =
        new InteractionCommand.Accept(it.offer().number(), Originator.agent(id), it.hasPlace());
    network.send(
        () ->
            cluster
                .interactions
                .decide(it.offer().interaction(), accept)
                .ifPresent(outcome -> network.send(() -> to.accept(outcome))));
  }

  private void sweep() {
    if (rules.isRestored()) compare(holdings());
  }

  private void compare(List<InteractionHeader> table) {
    act(rules.compared(table));
  }

  private void act(Decision<AgentEvent> decision) {
    act(decision, this::run);
  }

  private void act(Decision<AgentEvent> decision, Consumer<Effect> running) {
    if (!(decision instanceof Decision.Accepted<AgentEvent> yes)) return;
    for (AgentEvent event : yes.events()) {
      if (event.attempt().isPresent() && !done.add(event.attempt().get()))
        throw new AssertionError(id + ": a second effect of one attempt: " + event);
      journal.add(event);
      agent = Optional.of(AgentEvolution.evolve(agent, event));
    }
    if (!yes.events().isEmpty()) {
      cluster.agentChanged(state(), now());
      state().session().flatMap(Agent.Session::lostUntil).ifPresent(this::armGrace);
    }
    yes.effects().forEach(running);
  }

  private void armGrace(Instant until) {
    var expired = new AgentCommand.GraceExpired(state().session().orElseThrow().number());
    Duration left = Duration.between(now(), until).plusMillis(1);
    network.after(left.isNegative() ? Duration.ZERO : left, () -> decide(expired));
  }

  private void run(Effect effect) {
    if (effect instanceof AgentEffect.ReadHoldings read) restore(read.first());
    else if (effect instanceof AgentEffect.Find find)
      cluster.interactions.find(find.interaction(), mine(this::found));
    else cluster.run(id, effect);
  }

  private void found(Optional<Optional<Interaction>> found) {
    found
        .flatMap(Function.identity())
        .ifPresent(one -> act(rules.found(agent, one.header(), now())));
  }

  private void restore(boolean first) {
    Consumer<Boolean> then = mine(done -> act(rules.restored(agent, holdings(), now())));
    if (first) cluster.interactions.caughtUp(() -> then.accept(true));
  }

  /** Answers that a former life has asked for find nobody. */
  private <T> Consumer<T> mine(Consumer<T> what) {
    int born = life;
    return answer -> {
      if (life == born) what.accept(answer);
    };
  }

  private List<InteractionHeader> holdings() {
    return cluster.interactions.table.values().stream()
        .map(Interaction::header)
        .filter(header -> header.agent().equals(Optional.of(id)))
        .toList();
  }

  private Instant now() {
    return network.now();
  }
}
