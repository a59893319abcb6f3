package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ixion.benchmark.drill.evidence.Evidence;
import io.ixion.benchmark.drill.evidence.JournalEntry;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GapsTest {
  private final List<Edge> history = new ArrayList<>();
  private final List<JournalEntry> journal = new ArrayList<>();

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

  /** The wall clock shows what the history does. */
  private Gaps gaps() {
    at(0, Edge.mark("start", "0"));
    return Gaps.of(new Evidence(history, journal, Map.of(), Map.of(), Map.of(), 1));
  }

  private void wrote(int ms, String ixn, String writer) {
    journal.add(
        new JournalEntry(
            ixn, journal.size() + 1, writer, ms, JsonNodeFactory.instance.objectNode()));
  }

  @Test
  void untouchedIsWhatOneOwnerWroteBeforeAndAfter() {
    wrote(500, "stayed", "w1");
    wrote(1_200, "stayed", "w1");
    wrote(500, "moved", "w2");
    wrote(1_900, "moved", "w3");
    wrote(1_900, "new", "w4");
    mark(1_000, "inject");
    ok(1_200, invoke(1_100, "probe", "stayed", "k1"), "stayed");
    ok(1_900, invoke(1_100, "probe", "moved", "k2"), "moved");
    ok(1_900, invoke(1_300, "submit", "", "k3"), "new");

    assertThat(gaps().longestMs()).isEqualTo(800);
    assertThat(gaps().calmMs()).isEqualTo(100);
  }

  @Test
  void anOperationCountsFromItsFirstAttempt() {
    mark(1_000, "inject");
    wrote(900, "i2", "w");
    wrote(2_640, "i2", "w");
    Edge first = invoke(1_100, "probe", "i1", "k1");
    at(2_100, first.ended(Kind.INFO, "", 0, 0, "no answer"));
    ok(2_600, invoke(2_200, "probe", "i1", "k1"), "i1");
    ok(2_650, invoke(2_300, "probe", "i2", "k2"), "i2");
    mark(4_000, "mended");
    ok(4_700, invoke(4_100, "probe", "i1", "k3"), "i1");
    ok(4_650, invoke(4_200, "probe", "i2", "k4"), "i2"); // what the return costs is told apart

    Gaps gaps = gaps();

    assertThat(gaps.longestMs()).isEqualTo(1_500);
    assertThat(gaps.returnMs()).isEqualTo(600);
    assertThat(gaps.calmMs()).isEqualTo(350);
    assertThat(gaps.affected()).isEqualTo(1);
    assertThat(gaps.unanswered()).isEqualTo(1);
    assertThat(gaps.recoveryMs()).isEqualTo(700);
    assertThat(gaps.silenceMs()).isEqualTo(2_000);
  }

  @Test
  void whatWasOverBeforeTheFaultDoesNotCount() {
    ok(900, invoke(100, "probe", "i1", "k1"), "i1");
    mark(1_000, "inject");
    ok(1_020, invoke(1_010, "probe", "i1", "k2"), "i1");

    assertThat(gaps().longestMs()).isEqualTo(10);
  }

  @Test
  void aSubmitWithoutAnAnswerHurtsTheInteractionItMakesInTheEnd() {
    mark(1_000, "inject");
    Edge first = invoke(1_100, "submit", "", "k1");
    at(1_200, first.ended(Kind.INFO, "", 503, 0, "unavailable"));
    ok(1_400, invoke(1_300, "submit", "", "k1"), "i1");
    at(1_900, Edge.told("ana", "offer", "i1", "off_i1_1", ""));

    Gaps gaps = gaps();

    assertThat(gaps.affected()).isEqualTo(1);
    assertThat(gaps.calmMs()).isZero();
    assertThat(gaps.offerMs()).isEqualTo(500);
  }
}
