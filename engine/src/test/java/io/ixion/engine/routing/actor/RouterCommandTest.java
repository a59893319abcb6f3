package io.ixion.engine.routing.actor;

import static io.ixion.engine.routing.domain.RoutingFixtures.CHAT;
import static io.ixion.engine.routing.domain.RoutingFixtures.EMAIL;
import static io.ixion.engine.routing.domain.RoutingFixtures.INBOUND;
import static io.ixion.engine.routing.domain.RoutingFixtures.agent;
import static io.ixion.engine.routing.domain.RoutingFixtures.at;
import static io.ixion.engine.routing.domain.RoutingFixtures.available;
import static io.ixion.engine.routing.domain.RoutingFixtures.candidate;
import static io.ixion.engine.routing.domain.RoutingFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.Wire;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Candidate;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.Requirement;
import io.ixion.engine.routing.RouterNews;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message survives the real serializer. */
class RouterCommandTest {
  private static final Wire WIRE = new Wire();

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @Test
  void tellingsOfAQueueTravelWithTheAgentsToAvoid() {
    WIRE.verify(
        waiting(
            INBOUND,
            List.of(
                candidate(
                    1,
                    3,
                    CHAT,
                    Map.of("german", 2, "billing", 1),
                    9,
                    5,
                    Map.of(agent("ann"), at(9)))),
            List.of(id(2))));
  }

  @Test
  void tellingsOfAnAgentTravelWithTheirLoad() {
    AgentAvailability told =
        available(
            "ann", 3, Map.of("german", 2), Map.of(CHAT, 3, EMAIL, 1), Map.of(4, CHAT, 5, EMAIL), 8);
    WIRE.verify(RouterCommand.Available.of(told));
    assertThat(RouterCommand.Available.of(told).told()).isEqualTo(told);
  }

  /** As text they cost half of the time that a message takes to be read. */
  @Test
  void instantsTravelAsNumbers() {
    var told = RouterCommand.Available.of(available("ann", 3, Map.of(), Map.of(), Map.of(), 8));
    assertThat(new String(WIRE.bytes(told), StandardCharsets.ISO_8859_1))
        .contains("idleSince")
        .doesNotContain(at(8).toString().substring(0, 10));
  }

  /** With all that a candidate may have; Artery drops what is larger than a frame. */
  @Test
  void theLargestTellingFitsIntoAFrame() {
    var skills = new HashMap<String, Integer>();
    var avoided = new HashMap<AgentId, Instant>();
    for (int i = 100; i < 164; i++) skills.put("s".repeat(125) + i, Skills.MAX_LEVEL);
    for (int i = 100; i < 116; i++) avoided.put(agent("a".repeat(125) + i), at(1));
    var largest =
        new Candidate(
            id(1),
            new QueueId("q".repeat(128)),
            Integer.MAX_VALUE,
            new Requirement(new MediaType("m".repeat(128)), Skills.of(skills)),
            10_000,
            at(1),
            avoided);

    var telling = waiting(largest.queue(), Collections.nCopies(150, largest), List.of());

    assertThat(WIRE.bytes(telling)).hasSizeLessThan(2 * 1024 * 1024);
  }

  private static RouterCommand.Waiting waiting(
      QueueId queue, List<Candidate> waiting, List<InteractionId> gone) {
    return new RouterCommand.Waiting(new RouterNews(queue, 7, 0, 1, true, waiting, gone));
  }

  @Test
  void settlementsTravel() {
    WIRE.verify(new RouterCommand.Alive(agent("ann"), 7));
    WIRE.verify(new RouterCommand.Settled(new Match(INBOUND, id(1), 2, agent("ann")), true));
  }
}
