package io.ixion.benchmark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ixion.benchmark.replay.CallHistory.Event;
import io.ixion.judge.Finding;
import io.ixion.judge.Invariant;
import io.ixion.judge.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Good histories pass; each mutation is found, as the right invariant. */
class ReplayJudgementTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void goodHistoriesPass() {
    assertThat(judge(good()).isPass()).isTrue();
  }

  @Test
  void whatAReplayCannotKnowIsSaidToBeNotJudged() {
    assertThat(judge(good()).notJudged()).isEqualTo(EnumSet.of(Invariant.APART, Invariant.BOUNDED));
  }

  @Test
  void whatWasSeenWhileItWasPlayedIsFound() {
    var seen = new Finding(Invariant.NOTHING_STUCK, "", "one waits beside a free agent");
    Verdict verdict = ReplayJudgement.judge(good(), List.of(), List.of(seen));
    assertThat(verdict.violated()).containsExactly(Invariant.NOTHING_STUCK);
  }

  @Test
  void aLostSubmitIsFound() {
    assertFound(1, h -> with(h, List.of(), MissingNode.getInstance()));
  }

  @Test
  void aSecondAcceptIsFound() {
    assertFound(
        2,
        h -> {
          var events = new ArrayList<>(h.events());
          events.add(3, event(4, "accepted", 2_500, "bob"));
          events.set(4, event(5, "stopped", 5_000, ""));
          return with(h, events, view("stopped", 5));
        });
  }

  @Test
  void swappedOffersAreFound() {
    List<CallHistory> histories = good();
    var events = new ArrayList<>(histories.get(0).events());
    events.set(1, event(2, "offered", 1_000, "bob"));
    histories.set(0, with(histories.get(0), events, view("stopped", 4)));
    assertThat(count(histories, 2)).isEqualTo(1);
  }

  @Test
  void workBesideWhatWasNeverFinishedIsFound() {
    List<CallHistory> histories = good();
    CallHistory first = histories.get(0);
    histories.set(0, with(first, first.events().subList(0, 3), view("handling", 3)));
    assertThat(count(histories, 5)).isPositive();
  }

  @Test
  void anInteractionThatWasLeftIsFound() {
    assertFound(3, h -> with(h, h.events().subList(0, 3), view("handling", 3)));
  }

  @Test
  void overtakingIsFound() {
    List<CallHistory> histories = good();
    histories.set(
        0, shifted(histories.get(0), 20_000)); // the first in line is served long after the second
    assertThat(count(histories, 4)).isEqualTo(2); // by both others
  }

  @Test
  void overtakingWhileNobodyAnswersIsCountedInsteadOfJudged() {
    List<CallHistory> histories = good();
    histories.set(0, shifted(histories.get(0), 20_000));
    List<Instant> breaks =
        histories.stream().flatMap(h -> h.events().stream()).map(CallHistory.Event::at).toList();

    Verdict verdict = ReplayJudgement.judge(histories, breaks, List.of());

    assertThat(verdict.violations(Invariant.ORDER)).isZero();
    assertThat(verdict.of(Invariant.ORDER).excused()).isPositive();
  }

  @Test
  void twoAtOnceAreFound() {
    List<CallHistory> histories = good();
    CallHistory second = histories.get(1);
    var events = new ArrayList<>(second.events());
    events.set(1, event(2, "offered", 3_000, "ann"));
    events.set(2, event(3, "accepted", 3_001, "ann"));
    histories.set(1, with(second, events, view("stopped", 4)));
    assertThat(count(histories, 5)).isEqualTo(1);
  }

  @Test
  void aHiddenEventAndAListThatLagsAreFound() {
    assertFound(6, h -> with(h, h.events(), view("handling", 3)));
    assertFound(
        6,
        h -> {
          var events = new ArrayList<>(h.events());
          events.remove(1);
          return with(h, events, view("stopped", 4));
        });
  }

  @Test
  void twoInteractionsOfOneKeyAreFound() {
    List<CallHistory> histories = good();
    CallHistory copy = histories.get(0);
    histories.add(
        new CallHistory(
            "other",
            copy.key(),
            "NW",
            0,
            shifted(copy, 50_000).events(),
            copy.owner(),
            copy.listed()));
    assertThat(count(histories, 7)).isEqualTo(1);
  }

  private static Verdict judge(List<CallHistory> histories) {
    return ReplayJudgement.judge(histories, List.of(), List.of());
  }

  private static long count(List<CallHistory> histories, int invariant) {
    return judge(histories).violations(Invariant.values()[invariant - 1]);
  }

  private static void assertFound(int invariant, UnaryOperator<CallHistory> mutation) {
    List<CallHistory> histories = good();
    histories.set(0, mutation.apply(histories.get(0)));
    assertThat(count(histories, invariant)).as("invariant " + invariant).isPositive();
  }

  private static List<CallHistory> good() {
    var histories = new ArrayList<CallHistory>();
    for (int i = 0; i < 3; i++) {
      long from = i * 6_000L;
      histories.add(
          new CallHistory(
              "ixn-" + i,
              "key-" + i,
              "PS",
              0,
              List.of(
                  event(1, "submitted", i * 500L, ""),
                  event(2, "offered", from + 1_000 + i * 500L, "ann"),
                  event(3, "accepted", from + 2_000 + i * 500L, "ann"),
                  event(4, "stopped", from + 5_000 + i * 500L, "")),
              view("stopped", 4),
              view("stopped", 4)));
    }
    return histories;
  }

  private static Event event(long revision, String type, long millis, String agent) {
    return new Event(revision, type, T0.plusMillis(millis), agent);
  }

  private static CallHistory shifted(CallHistory h, long millis) {
    var events = new ArrayList<>(List.of(h.events().get(0)));
    for (Event e : h.events().subList(1, h.events().size()))
      events.add(new Event(e.revision(), e.type(), e.at().plusMillis(millis), e.agent()));
    return with(h, events, h.owner());
  }

  private static CallHistory with(CallHistory h, List<Event> events, JsonNode view) {
    return new CallHistory(
        h.id(), h.key(), h.requirement(), h.waitCreditMillis(), events, view, view);
  }

  private static JsonNode view(String state, long revision) {
    return JsonNodeFactory.instance.objectNode().put("state", state).put("revision", revision);
  }
}
