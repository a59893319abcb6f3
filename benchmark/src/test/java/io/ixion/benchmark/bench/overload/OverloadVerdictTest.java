package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.benchmark.bench.Costs;
import io.ixion.benchmark.bench.overload.OverloadRun.Load;
import io.ixion.benchmark.bench.overload.OverloadRun.Result;
import io.ixion.benchmark.bench.overload.Readings.What;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadVerdictTest {
  private static final long MILLI = 1_000_000;

  private final Ledger ledger = new Ledger();

  private int submit(Told told) {
    int number = ledger.next();
    ledger.tell(number, told);
    return number;
  }

  /** A load of ten seconds in which everything took so long and was answered like this. */
  private static Load load(long millis, boolean good, double clients, long lines, Told... told) {
    var tally = new Tally();
    for (Told one : told) tally.answered(one, MILLI);
    tally.lasted(10, 10);
    var readings = new Readings();
    for (What what : What.values()) readings.record(what, millis * MILLI, good);
    var log = Map.of("WARN A", lines, "WARN B", 1L);
    return new Load(1, tally, readings, new Costs(clients, 6, 4 - clients, 0), 0, log);
  }

  private static List<String> missed(OverloadVerdict verdict) {
    return verdict.goals().stream().filter(goal -> !goal.isMet()).map(Goal::name).toList();
  }

  private OverloadVerdict verdict(Load half, Load over, int[] times) {
    return new OverloadVerdict(new Result(100, half, over, Truth.of(ledger, times), 0, 0, 0));
  }

  @Test
  void whatRefusesEarlyAndSaysWhatIsTruePasses() {
    submit(Told.ACCEPTED);
    submit(Told.REFUSED);
    submit(Told.UNKNOWN);
    submit(Told.REPLAYED);
    Load half = load(10, true, 2, 0, Told.ACCEPTED);
    Load over = load(50, true, 2.5, 15, Told.ACCEPTED, Told.REFUSED, Told.UNKNOWN);

    OverloadVerdict verdict = verdict(half, over, new int[] {1, 0, 1, 1});

    assertThat(missed(verdict)).isEmpty();
    assertThat(verdict.isTrue()).isTrue();
    assertThat(verdict.isValid()).isTrue();
    assertThat(verdict.isOverload()).isTrue();
  }

  @Test
  void anAnswerThatIsNotTrueIsSaid() {
    submit(Told.ACCEPTED);
    submit(Told.REFUSED);
    submit(Told.NOTHING);
    Load half = load(10, true, 2, 0, Told.ACCEPTED);
    Load over = load(50, true, 2, 15, Told.REFUSED);

    OverloadVerdict verdict = verdict(half, over, new int[] {0, 1, 2});

    assertThat(missed(verdict))
        .containsExactly("refused_but_done", "accepted_but_lost", "done_twice");
    assertThat(verdict.isTrue()).isFalse();
  }

  @Test
  void badMannersAreMissedGoalsAndNoUntruths() {
    submit(Told.UNAVAILABLE);
    Load half = load(10, true, 2, 0, Told.ACCEPTED);
    Load over = load(1_100, false, 2, 16, Told.UNAVAILABLE, Told.NOTHING, Told.OTHER);

    OverloadVerdict verdict = verdict(half, over, new int[] {1});

    assertThat(missed(verdict))
        .containsExactly("unclear", "accept_ratio", "health_max_ms", "health_failed", "log_lines");
    assertThat(verdict.isTrue()).isTrue();
  }

  @Test
  void whereNobodyWasOfferedAnythingThereIsNoRatio() {
    Load half = load(10, true, 2, 0, Told.ACCEPTED);
    var none = new Load(1, half.submits(), new Readings(), half.costs(), 0, Map.of());

    assertThat(missed(verdict(half, none, new int[0]))).containsExactly("accept_ratio");
  }

  @Test
  void aRunIsNotValidWhenItsClientsTookTooMuch() {
    Load half = load(10, true, 2, 0, Told.ACCEPTED);
    Load over = load(10, true, 3, 0, Told.ACCEPTED);

    assertThat(verdict(half, over, new int[0]).isValid()).isFalse();
    assertThat(verdict(half, half, new int[0]).isOverload())
        .as("few connections, each of which was served in its turn")
        .isFalse();
  }
}
