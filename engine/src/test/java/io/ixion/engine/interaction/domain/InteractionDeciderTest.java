package io.ixion.engine.interaction.domain;

import static io.ixion.engine.interaction.InteractionFixtures.ANN;
import static io.ixion.engine.interaction.InteractionFixtures.BILLING;
import static io.ixion.engine.interaction.InteractionFixtures.BOB;
import static io.ixion.engine.interaction.InteractionFixtures.ID;
import static io.ixion.engine.interaction.InteractionFixtures.SALES;
import static io.ixion.engine.interaction.InteractionFixtures.SETTINGS;
import static io.ixion.engine.interaction.InteractionFixtures.T0;
import static io.ixion.engine.interaction.InteractionFixtures.TENANT;
import static io.ixion.engine.interaction.InteractionFixtures.after;
import static io.ixion.engine.interaction.InteractionFixtures.attempt;
import static io.ixion.engine.interaction.InteractionFixtures.submission;
import static io.ixion.engine.interaction.InteractionFixtures.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.Decision;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.Originator;
import io.ixion.engine.id.QueueId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.interaction.AttachedData;
import io.ixion.engine.interaction.HandlingTimeout;
import io.ixion.engine.interaction.Interaction;
import io.ixion.engine.interaction.InteractionCommand;
import io.ixion.engine.interaction.InteractionEvent;
import io.ixion.engine.interaction.InteractionFixtures;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.interaction.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InteractionDeciderTest {
  private final InteractionDecider decider = new InteractionDecider(SETTINGS);

  @Test
  void aRefusedOfferReturnsToItsQueueAndItsAgeGoesOnCounting() {
    Interaction offered =
        run(submitted(), new InteractionCommand.Offer(1, ANN, BILLING), T0.plusSeconds(10));
    Interaction back =
        run(
            offered,
            new InteractionCommand.Reject(1, Originator.CLIENT, Optional.empty()),
            T0.plusSeconds(12));
    assertThat(back.isWaiting()).isTrue();
    assertThat(back.position().queue()).isEqualTo(BILLING);
    assertThat(back.position().movedAt()).isEqualTo(T0);
    assertThat(back.position().placedAt()).isEqualTo(T0.plusSeconds(12));
    assertThat(back.position().placement()).isEqualTo(2);
    assertThat(back.header().avoided())
        .containsExactly(new InteractionHeader.Avoided(ANN, T0.plusSeconds(27)));
  }

  @Test
  void anOfferExpiresNotBeforeItsDeadline() {
    Interaction offered = run(submitted(), new InteractionCommand.Offer(1, ANN, BILLING), T0);
    assertRefused(
        offered,
        new InteractionCommand.ExpireOffer(1),
        T0.plusSeconds(29),
        RejectionCodes.OFFER_STILL_OPEN);
    Interaction back = run(offered, new InteractionCommand.ExpireOffer(1), T0.plusSeconds(30));
    assertThat(back.isWaiting()).isTrue();
  }

  @Test
  void anAnswerAfterTheDeadlineIsTooLate() {
    Interaction offered = run(submitted(), new InteractionCommand.Offer(1, ANN, BILLING), T0);
    assertRefused(
        offered,
        new InteractionCommand.Accept(1, Originator.CLIENT),
        T0.plusSeconds(31),
        RejectionCodes.OFFER_ENDED);
  }

  @Test
  void theSamePlacementIsNotOfferedToASecondAgent() {
    Interaction offered = run(submitted(), new InteractionCommand.Offer(1, ANN, BILLING), T0);
    assertThat(decide(offered, new InteractionCommand.Offer(1, ANN, BILLING), T0))
        .isEqualTo(Decision.alreadyDone());
    assertRefused(
        offered, new InteractionCommand.Offer(1, BOB, BILLING), T0, RejectionCodes.NOT_QUEUED);
  }

  @Test
  void aLateProposalForAnEarlierPlacementIsStale() {
    Interaction back =
        after(
            offer(1),
            new InteractionEvent.Rescinded(T0, 1, ANN, "session-ended", Originator.SYSTEM));
    assertRefused(
        back, new InteractionCommand.Offer(1, BOB, BILLING), T0, RejectionCodes.STALE_OFFER);
    assertRefused(
        back, new InteractionCommand.Accept(1, Originator.CLIENT), T0, RejectionCodes.OFFER_ENDED);
  }

  @Test
  void theInactivityLimitIsLookedUpInDataThenMediumThenSetting() {
    assertThat(timeoutOf(submission())).isEqualTo(Duration.ofMinutes(180));
    assertThat(timeoutOf(with(new MediaType("task"), Map.of()))).isEqualTo(Duration.ofMinutes(60));
    assertThat(timeoutOf(with(new MediaType("task"), Map.of("handling-timeout", "PT5M"))))
        .isEqualTo(Duration.ofMinutes(5));
    for (Object unusable : List.of("soon", "PT0.5S", "P2D", 300, true, List.of("PT5M"), "")) {
      var data = Map.of("handling-timeout", unusable);
      assertThat(timeoutOf(with(new MediaType("task"), data))).isEqualTo(Duration.ofMinutes(60));
      assertThat(HandlingTimeout.isUnusable(new AttachedData(data))).isTrue();
    }
    assertThat(HandlingTimeout.isUnusable(AttachedData.EMPTY)).isFalse();
  }

  @Test
  void aRequestOfTheAgentStartsTheInactivityLimitAnew() {
    Interaction work = after(offer(1), accepted());
    Interaction touched =
        run(
            work,
            new InteractionCommand.ChangeData(
                attempt("d"), Originator.agent(ANN), AttachedData.EMPTY),
            T0.plusSeconds(3_600));
    Instant first = T0.plus(Duration.ofMinutes(180));
    assertRefused(
        touched, new InteractionCommand.ExpireHandling(1), first, RejectionCodes.STILL_ACTIVE);
    Interaction released =
        run(touched, new InteractionCommand.ExpireHandling(1), first.plusSeconds(3_600));
    assertThat(released.isWaiting()).isTrue();
    assertThat(released.position().queue()).isEqualTo(BILLING);
  }

  @Test
  void aRequestOfSomebodyElseDoesNot() {
    Interaction work = after(offer(1), accepted());
    Interaction touched =
        run(
            work,
            new InteractionCommand.ChangeData(
                attempt("d"), Originator.agent(BOB), AttachedData.EMPTY),
            T0.plusSeconds(3_600));
    assertThat(touched.deadline()).isEqualTo(work.deadline());
  }

  @Test
  void aStopPreemptsWhoeverWorksOnIt() {
    Interaction stopped = run(after(offer(1), accepted()), stop("media-server"), T0.plusSeconds(5));
    assertThat(stopped.state()).isEqualTo("stopped");
    assertThat(stopped.agent()).isEmpty();
    assertRefused(stopped, stop("another"), T0.plusSeconds(6), RejectionCodes.ALREADY_STOPPED);
  }

  @Test
  void anotherAgentCannotPlaceWhatSomebodyWorksOn() {
    var place =
        new InteractionCommand.PlaceInQueue(
            attempt("p"), Originator.agent(BOB), SALES, false, Optional.empty());
    assertRefused(after(offer(1), accepted()), place, T0, RejectionCodes.NOT_THE_OWNER);
  }

  @Test
  void aMoveToAnotherQueueStartsTheAgeAnewAndToTheSameDoesNot() {
    Instant later = T0.plusSeconds(100);
    Interaction moved = run(submitted(), place(SALES), later);
    assertThat(moved.position().movedAt()).isEqualTo(later);
    Interaction same = run(submitted(), place(BILLING), later);
    assertThat(same.position().movedAt()).isEqualTo(T0);
    assertThat(same.position().placedAt()).isEqualTo(later);
  }

  @Test
  void aHeldInteractionIsNotOffered() {
    Interaction held =
        run(
            submitted(),
            new InteractionCommand.Hold(attempt("h"), Originator.CLIENT, Optional.empty()),
            T0);
    assertRefused(held, new InteractionCommand.Offer(1, ANN, BILLING), T0, RejectionCodes.ON_HOLD);
    assertThat(
            run(held, new InteractionCommand.Resume(attempt("r"), Originator.CLIENT), T0)
                .isWaiting())
        .isTrue();
  }

  @Test
  void goingOfflineIsAnAbandonmentUnlessSomebodyWorksOnIt() {
    var offline = new InteractionCommand.GoOffline(attempt("o"), Originator.CLIENT);
    assertThat(((InteractionEvent.WentOffline) only(submitted(), offline)).abandoned()).isTrue();
    assertThat(
            ((InteractionEvent.WentOffline) only(after(offer(1), accepted()), offline)).abandoned())
        .isFalse();
    assertThat(run(submitted(), offline, T0).header().abandonedAt()).contains(T0);
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefused() {
    assertRefused(
        submitted(),
        new InteractionCommand.Submit(attempt("x"), "another-print", submission()),
        T0,
        RejectionCodes.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void dataIsMergedAndItsSizeIsLimited() {
    Interaction changed =
        run(submitted(), change(Map.of("subject", "bye", "nested", Map.of("a", 1))), T0);
    assertThat(changed.data().values()).containsEntry("subject", "bye").containsKey("nested");
    assertRefused(
        changed, change(Map.of("long", "x".repeat(1_000))), T0, RejectionCodes.DATA_TOO_LARGE);
  }

  @Test
  void whateverIsAskedUnderAConditionThatDoesNotHoldIsRefusedUnlessItWasDone() {
    var stale = Condition.of(7);
    InteractionFixtures.states()
        .forEach(
            (name, state) -> {
              for (InteractionCommand command : InteractionFixtures.oneOfEachCommand()) {
                // a queue is told how it is, whatever becomes of the offer
                var free = decider.decide(TENANT, ID, state, command, T0);
                var judged = decider.decide(TENANT, ID, state, command, stale, T0);
                boolean asItIs =
                    free instanceof Decision.AlreadyDone
                        || (state.isEmpty() && free instanceof Decision.Refused);
                if (command instanceof InteractionCommand.Offer && state.isPresent()) continue;
                if (asItIs) assertThat(judged).as("%s %s", name, command).isEqualTo(free);
                else
                  assertThat(judged)
                      .as("%s %s", name, command)
                      .isInstanceOfSatisfying(
                          Decision.Refused.class,
                          no -> assertThat(no.why().code()).isEqualTo("stale-revision"));
              }
            });
  }

  @Test
  void whateverIsAskedOfThePresentRevisionIsDecidedAsEver() {
    InteractionFixtures.states()
        .forEach(
            (name, state) -> {
              for (InteractionCommand command : InteractionFixtures.oneOfEachCommand())
                state.ifPresent(
                    live ->
                        assertThat(
                                decider.decide(
                                    TENANT, ID, state, command, Condition.of(live.revision()), T0))
                            .as("%s %s", name, command)
                            .isEqualTo(
                                decider.decide(TENANT, ID, state, command, Condition.NONE, T0)));
            });
  }

  /** A10: a chat that attaches each of its messages must not grow for ever. */
  @Test
  void whoseHistoryIsFullCanOnlyBeOfferedAcceptedAndStopped() {
    Interaction full = submitted();
    for (int n = 2; n <= SETTINGS.maxEvents(); n++)
      full =
          InteractionEvolution.evolve(
              Optional.of(full),
              new InteractionEvent.DataChanged(
                  T0, attempt("d" + n), Originator.CLIENT, AttachedData.EMPTY));
    for (InteractionCommand command : InteractionFixtures.oneOfEachCommand()) {
      var decision = decider.decide(TENANT, ID, Optional.of(full), command, T0);
      if (command instanceof InteractionCommand.Attempted
          && !(command instanceof InteractionCommand.Stop)) refused(decision, "too-many-events");
      else if (decision instanceof Decision.Refused<InteractionEvent> no)
        assertThat(no.why().code()).isNotEqualTo("too-many-events");
    }
  }

  /** A14: an offer is one agent's; without a name its agent is meant. */
  @Test
  void onlyTheAgentOfTheOfferMayAnswerIt() {
    Interaction offered = after(offer(1));
    for (InteractionCommand answer :
        List.of(
            new InteractionCommand.Accept(1, Originator.agent(BOB)),
            new InteractionCommand.Reject(1, Originator.agent(BOB), Optional.empty()))) {
      refused(decider.decide(TENANT, ID, Optional.of(offered), answer, T0), "not-the-owner");
      refused(
          decider.decide(TENANT, ID, Optional.of(after(offer(1), accepted())), answer, T0),
          "not-the-owner");
    }
    Interaction rejected =
        run(offered, new InteractionCommand.Reject(1, Originator.agent(ANN), Optional.empty()), T0);
    refused(
        decider.decide(
            TENANT,
            ID,
            Optional.of(rejected),
            new InteractionCommand.Reject(1, Originator.agent(BOB), Optional.empty()),
            T0),
        "not-the-owner");
    for (Originator by : List.of(Originator.CLIENT, Originator.agent(ANN)))
      assertThat(
              decider.decide(
                  TENANT, ID, Optional.of(offered), new InteractionCommand.Accept(1, by), T0))
          .isInstanceOfSatisfying(
              Decision.Accepted.class,
              yes ->
                  assertThat(((InteractionEvent) yes.events().get(0)).by())
                      .isEqualTo(Originator.agent(ANN)));
  }

  @Test
  void aCustomerWhoLeavesWhileSomebodyWorksHasNotAbandonedIt() {
    Interaction work = after(offer(1), accepted());
    Interaction left =
        run(work, new InteractionCommand.GoOffline(attempt("o"), Originator.CLIENT), T0);
    assertThat(left.header().isOnline()).isFalse();
    assertThat(left.header().abandonedAt()).isEmpty();
  }

  private static InteractionCommand change(Map<String, Object> patch) {
    return new InteractionCommand.ChangeData(
        attempt("c" + patch.size()), Originator.CLIENT, new AttachedData(patch));
  }

  private static InteractionCommand stop(String attempt) {
    return new InteractionCommand.Stop(attempt(attempt), Originator.CLIENT, Optional.empty());
  }

  private static InteractionCommand place(QueueId queue) {
    return new InteractionCommand.PlaceInQueue(
        attempt("p"), Originator.CLIENT, queue, false, Optional.empty());
  }

  private static InteractionEvent offer(int number) {
    return new InteractionEvent.Offered(T0, number, ANN, T0.plusSeconds(30), Originator.ROUTER);
  }

  private static InteractionEvent accepted() {
    return new InteractionEvent.Accepted(
        T0, 1, ANN, Duration.ofMinutes(180), Originator.agent(ANN));
  }

  private static Submission with(MediaType medium, Map<String, Object> data) {
    return Submission.of(BILLING, medium, 0, Skills.NONE, new AttachedData(data));
  }

  private Duration timeoutOf(Submission submission) {
    var submit = new InteractionCommand.Submit(attempt("s"), "print", submission);
    var event =
        ((Decision.Accepted<InteractionEvent>)
                decider.decide(TENANT, ID, Optional.empty(), submit, T0))
            .events()
            .get(0);
    Interaction offered =
        run(
            InteractionEvolution.evolve(Optional.empty(), event),
            new InteractionCommand.Offer(1, ANN, BILLING),
            T0);
    return ((InteractionEvent.Accepted)
            only(offered, new InteractionCommand.Accept(1, Originator.CLIENT)))
        .handlingTimeout();
  }

  private InteractionEvent only(Interaction state, InteractionCommand command) {
    return ((Decision.Accepted<InteractionEvent>) decide(state, command, T0)).events().get(0);
  }

  private Interaction run(Interaction state, InteractionCommand command, Instant now) {
    var decision = decide(state, command, now);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    Optional<Interaction> after = Optional.of(state);
    for (InteractionEvent event : ((Decision.Accepted<InteractionEvent>) decision).events())
      after = Optional.of(InteractionEvolution.evolve(after, event));
    return after.get();
  }

  private static void refused(Decision<InteractionEvent> decision, String code) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Refused.class, no -> assertThat(no.why().code()).isEqualTo(code));
  }

  private void assertRefused(
      Interaction state, InteractionCommand command, Instant now, String code) {
    var decision = decide(state, command, now);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    assertThat(((Decision.Refused<InteractionEvent>) decision).why().code()).isEqualTo(code);
  }

  private Decision<InteractionEvent> decide(
      Interaction state, InteractionCommand command, Instant now) {
    return decider.decide(TENANT, ID, Optional.of(state), command, now);
  }
}
