package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
  private final List<Edge> history = new ArrayList<>();

  private void at(int ms, Edge edge) {
    history.add(edge.at(ms * 1_000_000L));
  }

  private void mark(int ms, String name) {
    at(ms, Edge.mark(name, ""));
  }

  private Edge invoke(int ms, String op, String ixn, String key) {
    Edge begun = Edge.invoke("client", op, ixn, key, "", "", 1);
    at(ms, begun);
    return begun;
  }

  private void ok(int ms, Edge begun, String ixn) {
    at(ms, begun.ended(Kind.OK, ixn, 200, 1, ""));
  }

  @Test
  void anOperationCountsFromItsFirstAttempt() {
    mark(1_000, "inject");
    Edge first = invoke(1_100, "probe", "i1", "k1");
    at(2_100, first.ended(Kind.INFO, "", 0, 0, "no answer"));
    ok(2_600, invoke(2_200, "probe", "i1", "k1"), "i1");
    ok(2_650, invoke(2_300, "probe", "i2", "k2"), "i2");
    mark(4_000, "mended");
    ok(4_700, invoke(4_100, "probe", "i1", "k3"), "i1");

    Gaps gaps = Gaps.of(history);

    assertThat(gaps.longestMs()).isEqualTo(1_500);
    assertThat(gaps.returnMs()).isEqualTo(600);
    assertThat(gaps.calmMs()).isEqualTo(350);
    assertThat(gaps.affected()).isEqualTo(1);
    assertThat(gaps.unanswered()).isEqualTo(1);
    assertThat(gaps.recoveryMs()).isEqualTo(700);
    assertThat(gaps.silenceMs()).isEqualTo(2_050);
  }

  @Test
  void whatWasOverBeforeTheFaultDoesNotCount() {
    ok(900, invoke(100, "probe", "i1", "k1"), "i1");
    mark(1_000, "inject");
    ok(1_020, invoke(1_010, "probe", "i1", "k2"), "i1");

    assertThat(Gaps.of(history).longestMs()).isEqualTo(10);
  }

  @Test
  void aSubmitWithoutAnAnswerHurtsTheInteractionItMakesInTheEnd() {
    mark(1_000, "inject");
    Edge first = invoke(1_100, "submit", "", "k1");
    at(1_200, first.ended(Kind.INFO, "", 503, 0, "unavailable"));
    ok(1_400, invoke(1_300, "submit", "", "k1"), "i1");
    at(1_900, Edge.told("ana", "offer", "i1", "off_i1_1", ""));

    Gaps gaps = Gaps.of(history);

    assertThat(gaps.affected()).isEqualTo(1);
    assertThat(gaps.calmMs()).isZero();
    assertThat(gaps.offerMs()).isEqualTo(500);
  }
}
