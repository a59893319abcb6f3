package io.ixion.engine.simulation;

import static io.ixion.engine.simulation.ClientsModel.EMAIL;

import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A cluster in one thread: half a minute of trouble, then all is well again. */
final class World {
  private static final int INTERACTIONS = 14;
  private static final Duration TROUBLE = Duration.ofSeconds(40);
  private static final Duration HEALING = Duration.ofSeconds(150);

  final Network network;
  final InteractionsModel interactions;
  final RouterModel router;
  final Map<QueueId, QueueModel> queues = new TreeMap<>();
  final Map<AgentId, AgentModel> agents = new TreeMap<>();
  final ClientsModel clients;

  World(long seed) {
    network = new Network(seed);
    interactions = new InteractionsModel(network, this::changed);
    clients = new ClientsModel(network, this);
    router = new RouterModel(network, this);
    for (String name : List.of("a", "b")) {
      var queue = new QueueId(name);
      queues.put(queue, new QueueModel(queue, network, this));
    }
    agent("ann", Map.of("german", 3));
    agent("bob", Map.of("german", 2));
    agent("eve", Map.of());
  }

  private void agent(String name, Map<String, Integer> skills) {
    var profile = new AgentProfile(Skills.of(skills), Set.of(), Map.of(EMAIL, 2));
    var id = new AgentId(name);
    agents.put(id, new AgentModel(id, profile, network, this));
    network.after(
        network.upTo(Duration.ofSeconds(3)), () -> agents.get(id).decide(clients.logIn()));
  }

  private void changed(Optional<InteractionHeader> before, InteractionHeader after) {
    QueueId now = after.position().queue();
    before
        .map(was -> was.position().queue())
        .filter(was -> !was.equals(now))
        .ifPresent(was -> network.send(() -> queues.get(was).news(after)));
    network.send(() -> queues.get(now).news(after));
    Optional<AgentId> had = before.flatMap(InteractionHeader::agent);
    Optional<AgentId> has = after.agent();
    has.ifPresent(agent -> network.send(() -> agents.get(agent).heard(after)));
    had.filter(agent -> !has.equals(Optional.of(agent)))
        .ifPresent(agent -> network.send(() -> agents.get(agent).heard(after)));
  }

  void run() {
    for (int number = 1; number <= INTERACTIONS; number++) {
      int one = number;
      network.after(network.upTo(TROUBLE), () -> clients.submit(one, anyQueue()));
    }
    for (int i = network.random.nextInt(8); i > 0; i--)
      network.after(network.upTo(TROUBLE), this::crashSomebody);
    for (int i = network.random.nextInt(8); i > 0; i--)
      network.after(network.upTo(TROUBLE), () -> clients.meddle(anyInteraction()));
    for (int i = network.random.nextInt(6); i > 0; i--)
      network.after(network.upTo(TROUBLE), () -> clients.changeSession(anyOf(agents)));
    network.run(TROUBLE);
    network.heal();
    network.run(Duration.ofSeconds(30)); // what is still on its way arrives
    for (InteractionHeader one :
        interactions.states.values().stream().map(Interaction::header).toList())
      if (one.isHeld()) clients.resume(one.id());
    network.every(Duration.ofSeconds(5), () -> agents.values().forEach(clients::comeToWork));
    network.run(HEALING);
  }

  private void crashSomebody() {
    switch (network.random.nextInt(3)) {
      case 0 -> router.crash();
      case 1 -> anyOf(queues).crash();
      default -> anyOf(agents).crash();
    }
  }

  QueueId anyQueue() {
    return new ArrayList<>(queues.keySet()).get(network.random.nextInt(queues.size()));
  }

  private <T> T anyOf(Map<?, T> map) {
    return new ArrayList<>(map.values()).get(network.random.nextInt(map.size()));
  }

  private InteractionId anyInteraction() {
    return InteractionId.of(new java.util.UUID(0, 1 + network.random.nextInt(INTERACTIONS)));
  }
}
