package io.ixion.benchmark.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ixion.benchmark.replay.CallRecord.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallFileTest {
  static final String SERVED =
      "AA01\t1\t0\t2\tPS\t990203\t8:00:00\t8:00:10\t10\t8:00:10\t8:00:40\t30\tAGENT\t8:00:40\t8:02:00\t80\tANN";
  static final String HUNG_UP =
      "AA01\t2\t0\t0\tNW\t990203\t8:01:00\t8:01:10\t10\t8:01:10\t8:01:30\t20\tHANG\t0:00:00\t0:00:00\t0\tNO_SERVER";
  static final String PHANTOM =
      "AA01\t3\t0\t0\tNW\t990203\t8:01:00\t8:01:10\t10\t0:00:00\t0:00:00\t0\tPHANTOM\t0:00:00\t0:00:00\t0\tNO_SERVER";
  static final String NO_SERVER =
      "AA01\t4\t0\t0\t TT\t990203\t9:00:00\t9:00:10\t-3\t0:00:00\t0:00:00\t0\tAGENT\t9:00:10\t9:01:00\t50\tNO_SERVER";
  static final String OVER_MIDNIGHT =
      "AA01\t5\t0\t0\tPS\t990203\t23:59:50\t0:00:05\t15\t0:00:00\t0:00:00\t0\tAGENT\t0:00:05\t0:01:05\t60\tBOB";

  static final String NEGATIVE =
      "AA01\t6\t0\t0\tPS\t990203\t16:35:59\t16:34:58\t-61\t16:34:58\t16:36:08\t70\tAGENT\t16:36:07\t16:38:54\t167\tEVE";

  @Test
  void readsWhatACallWas() throws IOException {
    CallRecord served = read(SERVED).calls().get(0);
    assertThat(served.queuedAt()).isEqualTo(8 * 3_600 + 10);
    assertThat(served.waited()).isEqualTo(30);
    assertThat(served.service()).isEqualTo(80);
    assertThat(served.server()).contains("ANN");
    assertThat(read(HUNG_UP).calls().get(0).outcome()).isEqualTo(Outcome.HANG);
  }

  @Test
  void meetsAndCountsWhatIsOdd() throws IOException {
    var contents = read(SERVED, SERVED, PHANTOM, NO_SERVER, OVER_MIDNIGHT, "rubbish");
    assertThat(contents.oddities())
        .containsEntry("identifiers that repeat", 1)
        .containsEntry("phantoms, ignored", 1)
        .containsEntry("served by NO_SERVER", 1)
        .containsEntry("types with blanks around them", 1)
        .containsEntry("negative times in the voice menu", 1)
        .containsEntry("calls over midnight", 1)
        .containsEntry("unreadable lines", 1);
    assertThat(contents.unreadable()).containsExactly("line 7: 1 columns instead of 17");
    assertThat(contents.calls().get(3).type()).isEqualTo("TT");
    assertThat(contents.calls().get(4).queuedAt()).isEqualTo(86_405);
    assertThat(contents.calls().get(4).serviceStart()).isEqualTo(86_405);
  }

  @Test
  void aNegativeTimeInTheMenuIsNoMidnight() throws IOException {
    var contents = read(NEGATIVE);
    assertThat(contents.calls().get(0).queuedAt()).isEqualTo(16 * 3_600 + 34 * 60 + 58);
    assertThat(contents.calls().get(0).serviceStart()).isEqualTo(16 * 3_600 + 36 * 60 + 7);
    assertThat(contents.oddities())
        .containsEntry("negative times in the voice menu", 1)
        .doesNotContainKey("calls over midnight");
  }

  @Test
  void refusesHalfAZippedFile(@TempDir Path directory) throws IOException {
    Path whole = directory.resolve("calls.tsv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write((CallFile.HEADER + "\n" + SERVED + "\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(directory.resolve("half.gz"), Arrays.copyOf(bytes, bytes.length - 12));
    assertThatThrownBy(() -> CallFile.read(half, "990203"))
        .isInstanceOf(CallFile.Problem.class)
        .hasMessageContaining("not a whole gzip file");
  }

  @Test
  void saysWhichDaysThereAre() {
    assertThatThrownBy(() -> CallFile.read(lines(SERVED), "calls", "990204"))
        .hasMessageContaining("it has 990203");
  }

  @Test
  void refusesAFileOfAnotherFormat() {
    assertThatThrownBy(
            () -> CallFile.read(new BufferedReader(new StringReader("a,b\n")), "x.csv", "990203"))
        .hasMessageContaining("x.csv is not a file of recorded calls");
  }

  @Test
  void readsPlainAndZippedFiles(@TempDir Path directory) throws IOException {
    String text = CallFile.HEADER + "\n" + SERVED + "\n";
    Path plain = Files.writeString(directory.resolve("calls.tsv"), text);
    Path zipped = directory.resolve("calls.tsv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CallFile.read(zipped, "990203").calls())
        .isEqualTo(CallFile.read(plain, "990203").calls());
  }

  @Test
  void aMadeUpDayIsTheSameForTheSameSeed() throws IOException {
    assertThat(SyntheticDay.generate(7, 200).calls())
        .isEqualTo(SyntheticDay.generate(7, 200).calls());
    assertThat(SyntheticDay.generate(8, 200).calls())
        .isNotEqualTo(SyntheticDay.generate(7, 200).calls());
  }

  static CallFile.Contents read(String... rows) throws IOException {
    return CallFile.read(lines(rows), "calls", "990203");
  }

  private static BufferedReader lines(String... rows) {
    return new BufferedReader(
        new StringReader(CallFile.HEADER + "\n" + String.join("\n", rows) + "\n"));
  }
}
