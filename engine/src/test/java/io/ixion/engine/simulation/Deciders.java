package io.ixion.engine.simulation;

import io.ixion.engine.agent.AgentSettings;
import io.ixion.engine.agent.domain.AgentRules;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.TenantId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.InteractionSettings;
import io.ixion.engine.interaction.domain.InteractionDecider;
import io.ixion.engine.queue.Backlog;
import io.ixion.engine.queue.QueueNews;
import io.ixion.engine.queue.QueueSettings;
import io.ixion.engine.queue.domain.QueueRules;
import io.ixion.engine.routing.RouterFigures;
import io.ixion.engine.routing.RouterSettings;
import io.ixion.engine.routing.domain.RouterRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that the simulation wires: those of production. A test may put a fault back by giving
 * other ones.
 */
class Deciders {
  static final int WINDOW = 3;
  static final int MOST_IN_MEMORY = 8;

  /** Candidates that the router is told of in one message: few, so that a telling has parts. */
  static final int CHUNK = 2;

  InteractionDecider interactions() {
    return new InteractionDecider(
        new InteractionSettings(
            Duration.ofSeconds(8),
            Duration.ofSeconds(40),
            Map.of(),
            Duration.ofSeconds(3),
            10_000,
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            1_000,
            10_000));
  }

  AgentRules agent(TenantId tenant, AgentId id, Instant now) {
    return new AgentRules(
        tenant,
        id,
        new AgentSettings(
            Duration.ofSeconds(5),
            2,
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            256,
            1 << 20,
            1 << 20,
            Duration.ofSeconds(5)),
        now);
  }

  static QueueSettings queueSettings() {
    return new QueueSettings(
        WINDOW,
        MOST_IN_MEMORY,
        Duration.ofSeconds(10),
        3,
        Duration.ofSeconds(2),
        Duration.ofSeconds(3));
  }

  QueueRules queue() {
    return new QueueRules(queueSettings());
  }

  static RouterSettings routerSettings() {
    return new RouterSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMillis(200),
        10,
        CHUNK);
  }

  RouterRules router(RouterFigures figures, Instant now) {
    return new RouterRules(routerSettings(), figures, now);
  }

  /** What queues hear of a change. */
  Map<QueueId, QueueNews> news(Optional<InteractionHeader> before, InteractionHeader after) {
    return QueueNews.of(before, after);
  }

  /** On which classes line and table disagree. */
  List<Backlog.WaitingClass> suspects(
      Map<String, Backlog.WaitingClass> known, List<Backlog.WaitingClass> inTable) {
    return QueueRules.suspects(known, inTable);
  }
}
