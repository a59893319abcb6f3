package io.ixion.engine.simulation;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.domain.AskLimit;
import io.ixion.engine.routing.domain.Matcher;
import io.ixion.engine.routing.domain.UpdateSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the router's shell does, over a simulated network. */
final class RouterModel {
  private static final Duration RETELL = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Network network;
  private final World world;
  private Matcher matcher;
  private UpdateSequence tellings;
  private AskLimit<QueueId> queueLimit;
  private AskLimit<AgentId> agentLimit;
  private Instant inspectedAt;
  private int overlooked;

  RouterModel(Network network, World world) {
    this.network = network;
    this.world = world;
    this.inspectedAt = network.now();
    crash();
    network.every(Duration.ofMillis(200), this::tick);
  }

  void crash() {
    matcher = new Matcher(Duration.ofSeconds(5), 10);
    tellings = new UpdateSequence();
    queueLimit = new AskLimit<>(RETELL);
    agentLimit = new AskLimit<>(RETELL);
  }

  int overlooked() {
    return overlooked;
  }

  void waiting(
      QueueId queue,
      long sequence,
      boolean whole,
      List<Candidate> waiting,
      List<InteractionId> gone) {
    network.send(
        () -> {
          var verdict = tellings.judge(queue, new UpdateSequence.Place(sequence, 0, 1, whole));
          if (verdict != UpdateSequence.Verdict.APPLY) ask(queue);
          if (verdict == UpdateSequence.Verdict.ASK) return;
          propose(matcher.tell(queue, whole, waiting, gone, network.now()));
        });
  }

  void available(AgentAvailability agent) {
    network.send(() -> propose(matcher.put(agent, network.now())));
  }

  void settled(Match match, boolean taken) {
    network.send(
        () -> {
          propose(matcher.settle(match, taken, network.now()));
          if (!taken) ask(match.agent());
        });
  }

  private void tick() {
    Matcher.Expired expired = matcher.expireProposals(network.now());
    propose(expired.matches());
    for (Match dropped : expired.dropped()) {
      ask(dropped.queue());
      ask(dropped.agent());
    }
    propose(matcher.retry(network.now()));
    propose(matcher.unanswered(Duration.ofSeconds(1), network.now()));
    if (network.now().isBefore(inspectedAt.plus(RETELL))) return;
    inspectedAt = network.now();
    inspect();
  }

  private void inspect() {
    matcher.silentSince(network.now().minus(SILENCE)).forEach(this::ask);
    matcher.silentSince(network.now().minus(SILENCE.multipliedBy(3))).forEach(matcher::forget);
    List<Match> found = matcher.sweep(network.now());
    overlooked += found.size();
    propose(found);
  }

  private void propose(List<Match> matches) {
    for (Match match : matches) network.send(() -> world.queues.get(match.queue()).proposed(match));
  }

  private void ask(QueueId queue) {
    if (queueLimit.mayAsk(queue, network.now()))
      network.send(() -> world.queues.get(queue).tellAll());
  }

  private void ask(AgentId agent) {
    if (agentLimit.mayAsk(agent, network.now()))
      network.send(() -> world.agents.get(agent).tellRouter());
  }
}
