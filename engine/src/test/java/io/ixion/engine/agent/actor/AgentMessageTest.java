package io.ixion.engine.agent.actor;

import static io.ixion.engine.agent.AgentFixtures.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import io.ixion.engine.Wire;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.agent.AgentNotice;
import io.ixion.engine.agent.domain.SnapshotParts;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionAnswer;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.routing.Match;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an agent's entity is told, and answers, survives the way between two nodes. */
class AgentMessageTest {
  private static final Wire WIRE = new Wire();
  private static final OfferId OFFER = new OfferId(InteractionFixtures.ID, 3);
  private static final Match MATCH =
      new Match(InteractionFixtures.BILLING, InteractionFixtures.ID, 3, InteractionFixtures.ANN);

  @AfterAll
  static void stop() {
    WIRE.close();
  }

  @Test
  void everyCommandTravelsWithItsQuestion() {
    List<AgentCommand> commands = AgentFixtures.oneOfEachCommand();
    assertThat(commands.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(InteractionFixtures.kinds(AgentCommand.class));
    ActorRef<AgentMessage.Answer> caller = WIRE.somebody(AgentMessage.Answer.class);

    for (AgentCommand command : commands)
      for (Condition condition : List.of(Condition.NONE, Condition.of(7)))
        WIRE.verify(new AgentMessage.Decide(Long.MIN_VALUE + 1, command, condition, caller));
  }

  @Test
  void everyStateTravelsInAnswers() {
    AgentFixtures.states().values().forEach(s -> WIRE.verify(new AgentMessage.Found(s)));
    AgentFixtures.states().values().stream()
        .flatMap(Optional::stream)
        .forEach(agent -> WIRE.verify(new AgentMessage.Decided(new Outcome.Done<>(agent, true))));
    WIRE.verify(new AgentMessage.Decided(Outcome.refused("not-logged-in", "expected a session")));
    WIRE.verify(new AgentMessage.NotStored());
  }

  @Test
  void workTravelsInEveryState() {
    InteractionFixtures.states().values().stream()
        .flatMap(Optional::stream)
        .forEach(work -> WIRE.verify(new AgentMessage.WorkChanged(work.header())));
  }

  @Test
  void everyNoticeTravels() {
    InteractionHeader nested = InteractionFixtures.offeredWithNestedData().header();
    var snapshot =
        new AgentNotice.Snapshot(AgentFixtures.configured(), List.of(nested), List.of(nested));
    List<AgentNotice.Content> contents =
        List.of(
            snapshot,
            new AgentNotice.Piece(1, 1, snapshot),
            new AgentNotice.State(AgentFixtures.configured()),
            new AgentNotice.Offered(OFFER, nested),
            new AgentNotice.OfferEnded(OFFER, nested.id(), "rejected"),
            new AgentNotice.Assigned(OFFER, nested),
            new AgentNotice.Taken(OFFER, nested.id(), "stopped"));
    assertThat(contents.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(AgentNotice.Content.class.getPermittedSubclasses()));
    for (AgentNotice.Content content : contents)
      WIRE.verify(new AgentNotice(new AgentNotice.Position(1, 2), content));
  }

  @Test
  void reservationsTravel() {
    WIRE.verify(new AgentMessage.Reserve(MATCH, CHAT));
    WIRE.verify(new AgentMessage.WorkAbsent(InteractionFixtures.ID));
    WIRE.verify(new AgentMessage.CancelReservation(InteractionFixtures.ID));
  }

  @Test
  void followersTravelWithTheirPosition() {
    ActorRef<AgentNotice> follower = WIRE.somebody(AgentNotice.class);
    WIRE.verify(new AgentMessage.Follow(Optional.empty(), follower));
    WIRE.verify(
        new AgentMessage.Follow(
            Optional.of(new AgentNotice.Position(1_767_000_000_000L, 7)), follower));
    WIRE.verify(new AgentMessage.Unfollow(follower));
  }

  @Test
  void noNoticeIsTooLargeForTheWay() {
    InteractionHeader work =
        InteractionFixtures.after(
                InteractionFixtures.oneOfEachEvent().get(6),
                InteractionFixtures.oneOfEachEvent().get(7))
            .header();
    var snapshot =
        new AgentNotice.Snapshot(
            AgentFixtures.configured(), List.of(), Collections.nCopies(1_000, work));

    List<AgentNotice.Piece> pieces = SnapshotParts.of(snapshot);

    assertThat(pieces).hasSizeGreaterThan(10);
    for (AgentNotice.Piece piece : pieces)
      assertThat(WIRE.bytes(new AgentNotice(new AgentNotice.Position(1, 2), piece)))
          .hasSizeLessThan(512 * 1024);
    WIRE.verify(new AgentNotice(new AgentNotice.Position(1, 2), pieces.get(0)));
  }

  @Test
  void questionsTravel() {
    WIRE.verify(new AgentMessage.Find(WIRE.somebody(AgentMessage.Found.class)));
    WIRE.verify(new AgentMessage.TellRouter());
    WIRE.verify(
        new AgentMessage.Accept(7, OFFER, Condition.NONE, WIRE.somebody(InteractionAnswer.class)));
    WIRE.verify(new AgentMessage.Wake());
  }
}
