package io.ixion.benchmark.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DayTest {
  @Test
  void whoHungUpHasTheRecordedPatienceAndWhoWasServedWaitsForEver() throws IOException {
    Day day = Day.of(CallFileTest.read(CallFileTest.SERVED, CallFileTest.HUNG_UP).calls());
    assertThat(day.calls().get(0).patience()).isEqualTo(Day.Call.FOR_EVER);
    assertThat(day.calls().get(1).patience()).isEqualTo(20);
  }

  @Test
  void aServerWithoutServiceTimesIsNotAtWorkAtMidnight() throws IOException {
    String untimed = CallFileTest.SERVED.replace("8:00:40\t8:02:00\t80", "0:00:00\t0:00:00\t0");
    CallFile.Contents contents = CallFileTest.read(untimed);
    assertThat(contents.oddities()).containsEntry("served without service times", 1);
    assertThat(Day.of(contents.calls()).shifts()).allMatch(s -> s.from() == 8 * 3_600 + 40);
  }

  @Test
  void phantomsAreNotPlayed() throws IOException {
    assertThat(Day.of(CallFileTest.read(CallFileTest.SERVED, CallFileTest.PHANTOM).calls()).calls())
        .hasSize(1);
  }

  @Test
  void anAgentWorksFromItsFirstToItsLastCallUnlessItPausedForLong() throws IOException {
    String later = CallFileTest.SERVED.replace("\t1\t", "\t9\t").replace("8:0", "9:0");
    Day day = Day.of(CallFileTest.read(CallFileTest.SERVED, later).calls());
    int first = 8 * 3_600 + 40;
    assertThat(day.shifts())
        .containsExactly(
            new Day.Shift("ANN", Set.of("PS"), first, first + 80),
            new Day.Shift("ANN", Set.of("PS"), first + 3_600, first + 3_680));
  }
}
