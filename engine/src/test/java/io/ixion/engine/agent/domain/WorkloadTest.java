package io.ixion.engine.agent.domain;

import static io.ixion.engine.agent.AgentFixtures.ANN;
import static io.ixion.engine.agent.AgentFixtures.CHAT;
import static io.ixion.engine.agent.AgentFixtures.EMAIL;
import static io.ixion.engine.agent.AgentFixtures.T0;
import static io.ixion.engine.agent.AgentFixtures.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.agent.AgentFixtures;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.domain.InteractionEvolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Instant UNTIL = T0.plusSeconds(10);
  private static final AgentId BOB = new AgentId("bob");

  private final Workload workload = new Workload(ANN, T0);
  private final Agent ann =
      AgentFixtures.after(
          new AgentEvent.LoggedIn(
              T0, Optional.empty(), 1, Map.of(CHAT, true, EMAIL, true), Originator.CLIENT));

  // Reservations.

  @Test
  void aMediumThatIsNotNamedHasOnePlace() {
    assertAccepted(reserve(1, 1, CHAT));
    assertRefused(reserve(2, 1, CHAT), "capacity-reached");
  }

  @Test
  void aNamedMediumHasItsOwnPlaces() {
    for (int i = 1; i <= 3; i++) assertAccepted(reserve(i, 1, EMAIL));
    assertRefused(reserve(4, 1, EMAIL), "capacity-reached");
    assertAccepted(reserve(5, 1, CHAT));
  }

  @Test
  void theSameOfferKeepsItsPlaceAndANewerOneNeedsAFreePlace() {
    reserve(1, 1, CHAT);
    assertThat(reserve(1, 1, CHAT)).isEqualTo(Decision.alreadyDone());
    assertThat(workload.load()).containsOnlyKeys(id(1));
  }

  /** A21: copies of a reservation come late by design; what it was for has been and gone. */
  @Test
  void aLateCopyOfAReservationTakesNoPlace() {
    reserve(1, 1, CHAT);
    InteractionHeader made = offered(1, ANN);
    hear(made);
    hear(
        next(
            made,
            new InteractionEvent.Rejected(
                T0, 1, ANN, T0, Optional.empty(), Originator.agent(ANN))));
    assertRefused(reserve(1, 1, CHAT), "stale-offer");
    assertThat(workload.isEmpty()).isTrue();
    assertAccepted(reserve(1, 2, CHAT));
  }

  @Test
  void whatWasStoppedIsNotReservedAgain() {
    InteractionHeader taken = accepted(offered(1, ANN));
    hear(taken);
    hear(stopped(taken));
    assertRefused(reserve(1, 1, CHAT), "stale-offer");
  }

  /** What is held keeps its placement, and may be offered under it once it is resumed. */
  @Test
  void whatWasHeldMayBeOfferedUnderTheSameNumber() {
    InteractionHeader taken = accepted(offered(1, ANN));
    hear(taken);
    hear(
        next(
            taken,
            new InteractionEvent.PlacedInQueue(
                T0,
                new AttemptId("p"),
                Originator.agent(ANN),
                new QueueId("inbound"),
                true,
                Optional.empty())));
    assertAccepted(reserve(1, 2, CHAT));
  }

  @Test
  void whoIsNotReadyGetsNothing() {
    Agent lunch =
        AgentFixtures.after(
            new AgentEvent.LoggedIn(T0, Optional.empty(), 1, Map.of(CHAT, true), Originator.CLIENT),
            new AgentEvent.BecameNotReady(
                T0, Optional.empty(), CHAT, Optional.empty(), Originator.CLIENT));
    for (Agent agent : new Agent[] {AgentFixtures.configured(), lunch})
      assertRefused(workload.reserve(agent, offer(1, 1), CHAT, UNTIL), "agent-not-ready");
    assertRefused(workload.reserve(lunch, offer(1, 1), EMAIL, UNTIL), "agent-not-ready");
  }

  @Test
  void aReservationEndsAfterItsTimeAndNotBefore() {
    reserve(1, 1, CHAT);
    assertThat(workload.expireReservations(UNTIL)).isFalse();
    assertThat(workload.expireReservations(UNTIL.plusMillis(1))).isTrue();
    assertThat(workload.isEmpty()).isTrue();
    assertThat(workload.idleSince()).isEqualTo(UNTIL.plusMillis(1));
  }

  @Test
  void anOfferThatWasMadeNeitherExpiresNorIsCancelled() {
    reserve(1, 1, CHAT);
    hear(offered(1, ANN));
    assertThat(workload.expireReservations(UNTIL.plusSeconds(60))).isFalse();
    assertThat(workload.cancelReservation(id(1), UNTIL)).isFalse();
    assertRefused(reserve(2, 1, CHAT), "capacity-reached");
  }

  @Test
  void aCancelledReservationFreesItsPlace() {
    reserve(1, 1, CHAT);
    assertThat(workload.cancelReservation(id(1), T0.plusSeconds(1))).isTrue();
    assertThat(workload.cancelReservation(id(1), T0.plusSeconds(1))).isFalse();
    assertAccepted(reserve(2, 1, CHAT));
  }

  // News.

  @Test
  void aLifeIsHeardStepByStep() {
    reserve(1, 1, CHAT);
    InteractionHeader made = offered(1, ANN);
    assertThat(hear(made)).isEqualTo(new Workload.OfferMade(offer(1, 1), made));
    assertThat(workload.offered()).containsExactly(made);
    InteractionHeader taken = accepted(made);
    assertThat(hear(taken)).isEqualTo(new Workload.WorkTaken(offer(1, 1), taken));
    assertThat(workload.held()).containsExactly(taken);
    assertThat(workload.offered()).isEmpty();
    InteractionHeader over = stopped(taken);
    assertThat(hear(over)).isEqualTo(new Workload.WorkOver(offer(1, 1), over, "stopped"));
    assertThat(workload.isEmpty()).isTrue();
  }

  @Test
  void aLoweredCapacityLeavesTheWorkAndTheOldestOffers() {
    Agent roomy = withPlacesForChat(3);
    InteractionHeader taken = accepted(offered(3, ANN));
    hear(roomy, taken);
    hear(roomy, offered(1, ANN));
    hear(roomy, offered(2, ANN));

    assertThat(workload.excess(roomy)).isEmpty();
    assertThat(workload.excess(withPlacesForChat(2)))
        .extracting(InteractionHeader::id)
        .containsExactly(id(2));
    assertThat(workload.excess(withPlacesForChat(1)))
        .extracting(InteractionHeader::id)
        .containsExactly(id(2), id(1));
  }

  private static Agent withPlacesForChat(int places) {
    var profile = new AgentProfile(Skills.NONE, Set.of(), Map.of(CHAT, places));
    return AgentFixtures.after(
        new AgentEvent.Configured(T0, Optional.empty(), TENANT, ANN, profile, Originator.CLIENT),
        new AgentEvent.LoggedIn(
            T0, Optional.empty(), 1, Map.of(CHAT, true, EMAIL, true), Originator.CLIENT));
  }

  private void hear(Agent agent, InteractionHeader news) {
    workload.heard(agent, news, T0);
  }

  @Test
  void anOfferEndsWithItsReason() {
    InteractionHeader made = offered(1, ANN);
    hear(made);
    InteractionHeader rejected =
        next(
            made,
            new InteractionEvent.Rejected(T0, 1, ANN, T0, Optional.empty(), Originator.agent(ANN)));
    assertThat(hear(rejected)).isEqualTo(new Workload.OfferOver(offer(1, 1), rejected, "rejected"));
    InteractionHeader other = offered(2, ANN);
    hear(other);
    InteractionHeader stopped = stopped(other);
    assertThat(hear(stopped)).isEqualTo(new Workload.OfferOver(offer(2, 1), stopped, "stopped"));
  }

  @Test
  void releasedWorkEndsWithItsReason() {
    InteractionHeader taken = accepted(offered(1, ANN));
    hear(taken);
    InteractionHeader released =
        next(taken, new InteractionEvent.Released(T0, 1, ANN, "inactive", Originator.SYSTEM));
    assertThat(hear(released)).isEqualTo(new Workload.WorkOver(offer(1, 1), released, "released"));
  }

  @Test
  void newsThatIsNoNewerThanWhatIsKnownChangesNothing() {
    InteractionHeader made = offered(1, ANN);
    InteractionHeader taken = accepted(made);
    hear(taken);
    assertThat(hear(made)).isEqualTo(new Workload.Nothing());
    assertThat(hear(taken)).isEqualTo(new Workload.Nothing());
    InteractionHeader over = stopped(taken);
    hear(over);
    assertThat(hear(taken)).isEqualTo(new Workload.Nothing());
    assertThat(hear(over)).isEqualTo(new Workload.Nothing());
    assertThat(workload.isEmpty()).isTrue();
  }

  @Test
  void lateNewsOfAnEarlierPlacementLeavesTheReservationOfALaterOne() {
    InteractionHeader made = offered(1, ANN);
    InteractionHeader back =
        next(
            made,
            new InteractionEvent.Rejected(T0, 1, ANN, T0, Optional.empty(), Originator.agent(ANN)));
    reserve(1, 2, CHAT);
    assertThat(hear(back)).isEqualTo(new Workload.Nothing());
    assertThat(workload.load()).containsOnlyKeys(id(1));
    InteractionHeader toBob =
        next(back, new InteractionEvent.Offered(T0, 2, BOB, T0.plusSeconds(30), Originator.ROUTER));
    InteractionHeader bobRefused =
        next(
            toBob,
            new InteractionEvent.Rejected(T0, 2, BOB, T0, Optional.empty(), Originator.agent(BOB)));
    assertThat(hear(bobRefused)).isEqualTo(new Workload.Updated());
    assertThat(workload.isEmpty()).isTrue();
  }

  @Test
  void otherDataIsAnUpdate() {
    InteractionHeader taken = accepted(offered(1, ANN));
    hear(taken);
    var changed =
        new InteractionEvent.DataChanged(
            T0, new AttemptId("d"), Originator.agent(ANN), new AttachedData(Map.of("a", 1)));
    assertThat(hear(next(taken, changed))).isEqualTo(new Workload.Updated());
    assertThat(workload.held().get(0).revision()).isEqualTo(taken.revision() + 1);
  }

  @Test
  void anAcceptHeardWithoutItsOfferIsWorkTaken() {
    InteractionHeader taken = accepted(offered(1, ANN));
    assertThat(hear(taken)).isEqualTo(new Workload.WorkTaken(offer(1, 1), taken));
  }

  @Test
  void anotherAgentsInteractionIsNoLoad() {
    assertThat(hear(offered(1, BOB))).isEqualTo(new Workload.Nothing());
    assertThat(workload.isEmpty()).isTrue();
  }

  // Too much.

  @Test
  void anOfferWithoutAPlaceIsWithheldAndCountsUntilItIsOver() {
    hear(accepted(offered(1, ANN)));
    InteractionHeader late = offered(2, ANN);
    assertThat(hear(late)).isEqualTo(new Workload.OfferWithheld(offer(2, 1)));
    assertThat(workload.offered()).isEmpty();
    assertThat(workload.withheld()).containsExactly(late);
    assertThat(workload.load()).containsOnlyKeys(id(1), id(2));
    InteractionHeader back =
        next(late, new InteractionEvent.Rescinded(T0, 1, ANN, "over-capacity", Originator.SYSTEM));
    assertThat(hear(back)).isEqualTo(new Workload.Updated());
    assertThat(workload.withheld()).isEmpty();
  }

  @Test
  void anOfferKeepsThePlaceThatWasReservedForIt() {
    reserve(1, 1, CHAT);
    assertThat(hear(offered(1, ANN))).isInstanceOf(Workload.OfferMade.class);
  }

  @Test
  void aWithheldOfferThatIsAcceptedAllTheSameIsWork() {
    hear(accepted(offered(1, ANN)));
    InteractionHeader late = offered(2, ANN);
    hear(late);
    assertThat(hear(accepted(late))).isInstanceOf(Workload.WorkTaken.class);
    assertThat(workload.withheld()).isEmpty();
    assertThat(workload.held()).hasSize(2);
  }

  private Decision<Boolean> reserve(int number, int placement, MediaType medium) {
    return workload.reserve(ann, offer(number, placement), medium, UNTIL);
  }

  private Workload.Change hear(InteractionHeader news) {
    return workload.heard(ann, news, T0.plusSeconds(1));
  }

  private static void assertAccepted(Decision<Boolean> decision) {
    assertThat(decision).isEqualTo(Decision.accept(true));
  }

  private static void assertRefused(Decision<Boolean> decision, String code) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Refused.class, no -> assertThat(no.why().code()).isEqualTo(code));
  }

  private static InteractionId id(int number) {
    return InteractionId.of(new UUID(0, number));
  }

  private static OfferId offer(int number, int placement) {
    return new OfferId(id(number), placement);
  }

  private static InteractionHeader offered(int number, AgentId agent) {
    var submitted =
        new InteractionEvent.Submitted(
            T0,
            new AttemptId("s"),
            "print",
            TENANT,
            id(number),
            new QueueId("inbound"),
            CHAT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            0,
            Optional.empty(),
            Duration.ZERO,
            Skills.NONE,
            AttachedData.EMPTY,
            Originator.CLIENT);
    return next(
        InteractionEvolution.evolve(Optional.empty(), submitted).header(),
        new InteractionEvent.Offered(T0, 1, agent, T0.plusSeconds(30), Originator.ROUTER));
  }

  private static InteractionHeader accepted(InteractionHeader offered) {
    return next(
        offered,
        new InteractionEvent.Accepted(
            T0,
            1,
            offered.agent().orElseThrow(),
            Duration.ofHours(3),
            Originator.agent(offered.agent().orElseThrow())));
  }

  private static InteractionHeader stopped(InteractionHeader any) {
    return next(
        any,
        new InteractionEvent.Stopped(
            T0, new AttemptId("stop"), Originator.CLIENT, Optional.empty()));
  }

  private static InteractionHeader next(InteractionHeader before, InteractionEvent event) {
    return InteractionEvolution.evolve(
            Optional.of(new Interaction(before, AttachedData.EMPTY)), event)
        .header();
  }
}
