package io.ixion.engine.simulation;

import static io.ixion.engine.simulation.Clients.EMAIL;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentEffect;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.decision.Effect;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEffect;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.queue.QueueEffect;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.routing.RouterEffect;
import io.ixion.engine.routing.RouterNews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A cluster in one thread: the rules of production, wired as the composition root wires them. Half
 * a minute of trouble, then all is well but for owners that restart, and in the end everybody goes
 * home.
 */
final class Cluster {
  private static final int IN_TROUBLE = 14;
  private static final int WHEN_WELL = 14;

  /** They ask for a skill that nobody has, and wait until somebody stops them. */
  private static final int FOR_NOBODY = 10;

  private static final Duration TROUBLE = Duration.ofSeconds(40);
  private static final Duration ARRIVING = Duration.ofSeconds(30);
  private static final Duration WORKING = Duration.ofSeconds(40);
  private static final Duration REST = Duration.ofSeconds(110);
  private static final Duration HOME = Duration.ofSeconds(60);

  final Deciders deciders;
  final Network network;
  final Evidence evidence;
  final InteractionOwners interactions;
  final RouterOwner router;
  final Map<QueueId, QueueOwner> queues = new TreeMap<>();
  final Map<AgentId, AgentOwner> agents = new TreeMap<>();
  final Clients clients;

  Cluster(long seed, Deciders deciders) {
    this.deciders = deciders;
    network = new Network(seed);
    evidence = new Evidence(this);
    interactions = new InteractionOwners(network, this);
    clients = new Clients(network, this);
    router = new RouterOwner(network, this);
    for (String name : List.of("a", "b")) {
      var queue = new QueueId(name);
      queues.put(queue, new QueueOwner(queue, network, this));
    }
    agent("ann", Map.of("german", 3));
    agent("bob", Map.of("german", 2));
    agent("eve", Map.of());
  }

  private void agent(String name, Map<String, Integer> skills) {
    var id = new AgentId(name);
    agents.put(id, new AgentOwner(id, network, this));
    configure(id, Skills.of(skills), 2);
    network.after(
        network.upTo(Duration.ofSeconds(3)), () -> agents.get(id).decide(clients.logIn()));
  }

  private void configure(AgentId id, Skills skills, int emails) {
    var profile = new AgentProfile(skills, Set.of(), Map.of(EMAIL, emails));
    agents.get(id).decide(new AgentCommand.Configure(clients.attempt(), profile));
  }

  // What follows from decisions.

  void run(Effect effect) {
    if (effect instanceof InteractionEffect.Answer it)
      tell(it.queue(), QueueNews.answer(it.queue(), it.number(), it.now()));
    if (!(effect instanceof InteractionEffect.Changed changed)) return;
    InteractionHeader after = changed.after();
    deciders.news(changed.before(), after).forEach(this::tell);
    Optional<AgentId> had = changed.before().flatMap(InteractionHeader::agent);
    Optional<AgentId> has = after.agent();
    has.ifPresent(agent -> network.send(() -> agents.get(agent).heard(after)));
    had.filter(agent -> !has.equals(Optional.of(agent)))
        .ifPresent(agent -> network.send(() -> agents.get(agent).heard(after)));
  }

  private void tell(QueueId queue, QueueNews news) {
    network.send(() -> queues.get(queue).news(news));
  }

  void run(AgentId id, Effect effect) {
    if (effect instanceof AgentEffect.Available it) network.send(() -> router.available(it.told()));
    else if (effect instanceof AgentEffect.Alive it)
      network.send(() -> router.alive(id, it.version()));
    else if (effect instanceof AgentEffect.Answer it)
      network.send(() -> queues.get(it.match().queue()).reserved(it.match(), it.refused()));
    else if (effect instanceof AgentEffect.Command it)
      interactions.tell(it.interaction(), it.command());
    else if (effect instanceof AgentEffect.Publish it
        && it.content() instanceof AgentNotice.Offered made) clients.offered(id, made.offer());
  }

  void run(QueueId id, QueueEffect effect) {
    if (effect instanceof QueueEffect.TellRouter it)
      for (RouterNews part :
          RouterNews.parts(id, it.sequence(), it.whole(), it.waiting(), it.gone(), Deciders.CHUNK))
        network.send(() -> router.waiting(part));
    else if (effect instanceof QueueEffect.Settled it)
      network.send(() -> router.settled(it.match(), it.taken()));
    else if (effect instanceof QueueEffect.Reserve it)
      network.send(() -> agents.get(it.match().agent()).reserve(it.match(), it.medium()));
    else if (effect instanceof QueueEffect.GiveBack it)
      network.send(() -> agents.get(it.match().agent()).cancel(it.match()));
    else if (effect instanceof QueueEffect.Offer it)
      interactions.tell(
          it.match().interaction(),
          new InteractionCommand.Offer(it.match().placement(), it.match().agent(), id));
  }

  void routed(RouterEffect effect) {
    if (effect instanceof RouterEffect.Propose it)
      network.send(() -> queues.get(it.match().queue()).proposed(it.match()));
    else if (effect instanceof RouterEffect.AskQueue it)
      network.send(() -> queues.get(it.queue()).tellAll());
    else if (effect instanceof RouterEffect.AskAgent it)
      network.send(() -> agents.get(it.agent()).tellRouter());
  }

  void agentChanged(Agent agent, Instant at) {
    evidence.agentChanged(agent, at);
  }

  // What happens.

  void run() {
    trouble();
    network.heal();
    network.run(ARRIVING, evidence::measure); // what is still on its way arrives
    for (Interaction one : List.copyOf(interactions.states.values()))
      if (one.isHeld()) clients.resume(one.id());
    agents.forEach((id, agent) -> configure(id, agent.state().profile().skills(), 2));
    agents.values().forEach(clients::comeToWork);
    network.run(Duration.ofSeconds(10), evidence::measure);
    evidence.isWellFrom(network.now());
    work();
    rest();
  }

  private void trouble() {
    for (int number = 1; number <= IN_TROUBLE; number++) {
      int one = number;
      network.after(network.upTo(TROUBLE), () -> clients.submit(one, anyQueue()));
    }
    for (int i = 1; i <= FOR_NOBODY; i++) {
      int number = IN_TROUBLE + WHEN_WELL + i;
      network.after(
          network.upTo(TROUBLE),
          () -> clients.submitForNobody(number, queues.keySet().iterator().next()));
      if (network.chance(60)) network.after(network.upTo(TROUBLE), () -> clients.stop(number));
    }
    for (int i = network.random.nextInt(8); i > 0; i--)
      network.after(network.upTo(TROUBLE), this::crashSomebody);
    for (int i = network.random.nextInt(8); i > 0; i--)
      network.after(network.upTo(TROUBLE), () -> clients.meddle(anyInteraction()));
    for (int i = network.random.nextInt(6); i > 0; i--)
      network.after(network.upTo(TROUBLE), () -> clients.changeSession(anyOf(agents)));
    for (int i = network.random.nextInt(4); i > 0; i--)
      network.after(network.upTo(TROUBLE), this::changeCapacity);
    network.run(TROUBLE, evidence::measure);
  }

  /**
   * No message is lost any more; owners restart, capacities change, more comes than can be done.
   */
  private void work() {
    QueueId busy = anyQueue();
    for (int i = 1; i <= WHEN_WELL; i++) {
      int number = IN_TROUBLE + i;
      Duration when = network.upTo(i <= WHEN_WELL / 2 ? Duration.ofSeconds(2) : WORKING);
      network.after(when, () -> clients.submit(number, busy));
    }
    for (int i = network.random.nextInt(3); i > 0; i--)
      network.after(network.upTo(WORKING), this::restartSomebody);
    for (int i = network.random.nextInt(3); i > 0; i--)
      network.after(network.upTo(WORKING), this::changeCapacity);
    network.every(Duration.ofSeconds(5), () -> agents.values().forEach(clients::comeToWork));
    network.run(WORKING, evidence::measure);
  }

  private void rest() {
    agents.forEach((id, agent) -> configure(id, agent.state().profile().skills(), 2));
    network.run(REST, evidence::measure);
    clients.goHome();
    agents.values().forEach(agent -> agent.decide(clients.logOut()));
    network.run(HOME, evidence::measure);
  }

  private void changeCapacity() {
    AgentId id = anyKey(agents);
    configure(id, agents.get(id).state().profile().skills(), network.random.nextInt(3));
  }

  private void crashSomebody() {
    crash(network.random.nextInt(3));
  }

  private void crash(int kind) {
    switch (kind) {
      case 0 -> router.crash();
      case 1 -> anyOf(queues).crash();
      default -> anyOf(agents).crash();
    }
  }

  private void restartSomebody() {
    int kind = network.random.nextInt(3);
    evidence.isOutOfReach(network.now(), kind != 0);
    crash(kind);
  }

  QueueId anyQueue() {
    return anyKey(queues);
  }

  private <K> K anyKey(Map<K, ?> map) {
    return new ArrayList<>(map.keySet()).get(network.random.nextInt(map.size()));
  }

  private <T> T anyOf(Map<?, T> map) {
    return new ArrayList<>(map.values()).get(network.random.nextInt(map.size()));
  }

  private InteractionId anyInteraction() {
    return InteractionId.of(new UUID(0, 1 + network.random.nextInt(IN_TROUBLE)));
  }
}
