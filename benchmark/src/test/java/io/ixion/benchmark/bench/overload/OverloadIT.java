package io.ixion.benchmark.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ixion.Ixion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An overload of seconds: the times mean nothing, the document and what was done do. */
class OverloadIT {
  @TempDir private Path directory;

  @Test
  void saysOfEachSubmitWhetherItsAnswerWasTrue() throws Exception {
    Path file = directory.resolve("overload.json");
    int exit =
        Ixion.commandLine()
            .execute(
                "bench",
                "overload",
                "--quick",
                "--cold",
                "--capacity=150",
                "--connections=200",
                "--seconds=2",
                "--agents=3",
                "--json=" + file);

    assertThat(exit).isZero();
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.at("/settings/durability/fsync").asText()).isEqualTo("on");
    assertThat(document.path("capacity_per_second").asDouble()).isEqualTo(150);
    for (String load : new String[] {"/half", "/overload"}) load(document.at(load));
    for (String goal :
        new String[] {"refused_but_done", "accepted_but_lost", "done_twice", "repeated_wrong"})
      assertThat(document.at("/verdict/" + goal + "/found")).as(goal).hasToString("0.0");
    int counted = answered(document.path("half")) + answered(document.path("overload"));
    assertThat(submits(document.path("truth")))
        .as("those of the run-in, too")
        .isGreaterThan(counted);
    assertThat(document.at("/truth/repeated").asInt()).isPositive();
    assertThat(document.at("/validity").has("valid")).isTrue();
    assertThat(document.at("/validity/clients_share").asDouble()).isBetween(0.0, 1.0);
  }

  private static void load(JsonNode load) {
    assertThat(load.path("offered_per_second").asDouble()).isPositive();
    assertThat(load.at("/cpu_s/node").asDouble()).isPositive();
    for (Told told : Told.values())
      assertThat(load.at("/answered/" + told.text()).has("count")).as(told.text()).isTrue();
    for (Readings.What what : Readings.What.values())
      assertThat(load.path(what.text()).has("failed")).as(what.text()).isTrue();
    assertThat(load.at("/health_live/count").asInt()).isPositive();
  }

  private static int answered(JsonNode load) {
    int answered = 0;
    for (Told told : Told.values())
      answered += load.at("/answered/" + told.text() + "/count").asInt();
    return answered;
  }

  private static int submits(JsonNode truth) {
    int submits = 0;
    for (Told told : Told.values()) submits += truth.at("/" + told.text() + "/submits").asInt();
    return submits;
  }
}
