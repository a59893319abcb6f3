package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.Ixion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadCommandTest {
  private static final Map<String, String> WRONG =
      Map.of(
          "--cold", "--cold needs --capacity",
          "--connections=0", "--connections must be 1 to",
          "--seconds=0", "--seconds must be 1 or more",
          "--agents=0", "--agents must be 1 or more",
          "--capacity=NaN", "--capacity must be 1 or more",
          "--set=NAME", "NAME=VALUE");

  @Test
  void saysWhatIsWrong() {
    WRONG.forEach(
        (option, why) -> {
          var err = new StringWriter();
          int code =
              Ixion.commandLine().setErr(new PrintWriter(err)).execute("bench", "overload", option);

          assertThat(code).as(option).isEqualTo(2);
          assertThat(err.toString()).as(option).contains(why);
        });
  }
}
