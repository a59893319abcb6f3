package io.ixion.cluster.downing.domain;

import static io.ixion.cluster.downing.domain.DowningFixtures.FAST;
import static io.ixion.cluster.downing.domain.DowningFixtures.address;
import static io.ixion.cluster.downing.domain.DowningFixtures.living;
import static io.ixion.cluster.downing.domain.DowningFixtures.peer;
import static io.ixion.cluster.downing.domain.DowningFixtures.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.cluster.downing.domain.Action.Fence;
import io.ixion.cluster.downing.domain.Action.ForgetLocks;
import io.ixion.cluster.downing.domain.Action.ForgetTimes;
import io.ixion.cluster.downing.domain.Action.HaltSelf;
import io.ixion.cluster.downing.domain.Action.Wait;
import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DowningRulesTest {
  private static final String SELF = address(1);

  private PeerMemory known = PeerMemory.nothing();

  @Test
  void aNodeThatIsNamedByAFenceHalts() {
    assertThat(look(0, GuardView.nothing(Own.FENCED, SELF)))
        .containsExactly(new HaltSelf(Reason.FENCED));
  }

  @Test
  void aNodeThatCannotHaveItsLockHalts() {
    assertThat(look(0, GuardView.nothing(Own.LOCKED_OUT, SELF)))
        .containsExactly(new HaltSelf(Reason.LOCKED_OUT));
  }

  @Test
  void aLostSessionTakesAllThatWasSeenInIt() {
    look(0, saw(1, living(2)));
    assertThat(look(100, GuardView.nothing(Own.LOST, SELF)))
        .containsExactly(new ForgetLocks(Reason.SESSION_LOST));
    assertThat(look(200, GuardView.nothing(Own.LOST, SELF))).isEmpty();
    assertThat(look(300, saw(2, free(2, true))))
        .containsExactly(new Wait(peer(2), Reason.NEVER_SEEN_HELD));
  }

  @Test
  void aRenewedSessionTakesItAsWell() {
    look(0, saw(1, living(2)));
    assertThat(look(100, saw(2, free(2, true))))
        .containsExactly(
            new ForgetLocks(Reason.SESSION_RENEWED), new Wait(peer(2), Reason.NEVER_SEEN_HELD));
  }

  @Test
  void graceStartsAgainWhenTheLockIsTakenAgain() {
    look(0, saw(1, living(2)));
    look(100, saw(1, free(2, false)));
    look(900, saw(1, free(2, false)));
    look(1_000, saw(1, living(2)));
    assertThat(look(1_200, saw(1, free(2, false))))
        .containsExactly(new Wait(peer(2), Reason.LOCK_FREE_TOO_LONG));
  }

  @Test
  void aNodeThatWasFrozenItselfDoesNotTrustItsWaiting() {
    look(0, saw(1, living(2), living(3)));
    look(100, saw(1, silent(2), living(3)));
    assertThat(look(60_000, saw(1, silent(2), living(3))))
        .containsExactly(
            new ForgetTimes(Reason.STALLED), new Wait(peer(2), Reason.UNREACHABLE_FROM_MAJORITY));
    assertThat(look(60_500, saw(1, silent(2), living(3))))
        .containsExactly(new Fence(peer(2), Reason.UNREACHABLE_FROM_MAJORITY));
  }

  @Test
  void ofTwoHalvesTheOneWithTheLowestAddressIsFirst() {
    look(0, saw(1, silent(2)));
    assertThat(look(500, saw(1, silent(2))))
        .containsExactly(new Fence(peer(2), Reason.UNREACHABLE_FROM_HALF));
    known = PeerMemory.nothing();
    look(0, saw(1, silent(0)));
    assertThat(look(500, saw(1, silent(0))))
        .containsExactly(new Wait(peer(0), Reason.UNREACHABLE_FROM_HALF));
    assertThat(look(900, saw(1, silent(0))))
        .containsExactly(new Fence(peer(0), Reason.UNREACHABLE_FROM_HALF));
  }

  @Test
  void settingsNameTheOptionTheValueAndWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                new DowningSettings(
                    FAST.poll(),
                    Duration.ofMillis(300),
                    FAST.unreachable(),
                    FAST.minorityDelay(),
                    FAST.turn(),
                    FAST.stall(),
                    FAST.sessionTimeout()))
        .hasMessage("ixion.cluster.downing.grace must be 500 ms to 60 s, found 300 ms");
  }

  private List<Action> look(long millis, GuardView saw) {
    DowningDecision decision = DowningRules.decide(FAST, known, saw, Duration.ofMillis(millis));
    known = decision.known();
    return decision.actions();
  }

  private static GuardView saw(long session, Sighting... peers) {
    return new GuardView(Own.ALIVE, session, SELF, List.of(peers));
  }

  private static Sighting free(int node, boolean refuses) {
    return new Sighting(peer(node), Lock.FREE, refuses, true, false);
  }
}
