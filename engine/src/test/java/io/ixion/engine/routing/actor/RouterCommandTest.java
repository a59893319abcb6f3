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

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Match;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message survives the real serializer; {@code verifySerialization} compares both ends. */
class RouterCommandTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
                  "akka.actor.serialization-bindings.\"io.ixion.engine.kernel.WireMessage\" = jackson-cbor")
              .withFallback(ConfigFactory.load()));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void tellingsOfAQueueTravelWithTheAgentsToAvoid() {
    verify(
        new RouterCommand.Waiting(
            INBOUND,
            7,
            0,
            1,
            true,
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
    verify(RouterCommand.Available.of(told));
    assertThat(RouterCommand.Available.of(told).told()).isEqualTo(told);
  }

  /** As text they cost half of the time that a message takes to be read. */
  @Test
  void instantsTravelAsNumbers() {
    var told = RouterCommand.Available.of(available("ann", 3, Map.of(), Map.of(), Map.of(), 8));
    byte[] bytes =
        SerializationExtension.get(Adapter.toClassic(KIT.system())).serialize(told).get();
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("idleSince")
        .doesNotContain(at(8).toString().substring(0, 10));
  }

  @Test
  void settlementsTravel() {
    verify(new RouterCommand.Settled(new Match(INBOUND, id(1), 2, agent("ann")), true));
  }

  private static void verify(RouterCommand command) {
    KIT.serializationTestKit().verifySerialization(command, true);
  }
}
