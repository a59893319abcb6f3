package io.ixion.benchmark.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final List<Edge> history = new ArrayList<>();

  private void ended(Kind how, int status, String why) {
    Edge begun = Edge.invoke("client", "probe", "i", "k", "", "", 1);
    history.add(begun);
    history.add(begun.ended(how, "", status, 0, why));
  }

  @Test
  void everyAttemptThatFailedIsOfOneKind() {
    history.add(Edge.mark("inject", ""));
    ended(Kind.INFO, 503, "unavailable" + Edge.SAYS_WHEN);
    ended(Kind.INFO, 503, "unavailable");
    ended(Kind.INFO, 500, "internal");
    ended(Kind.FAIL, 0, "ConnectException");
    ended(Kind.INFO, 0, "SocketTimeoutException");
    ended(Kind.FAIL, 409, "offer-ended");
    ended(Kind.OK, 200, "");

    assertThat(Answers.of(history)).isEqualTo(new Answers(1, 2, 1, 1));
  }

  @Test
  void whatFailedBeforeTheFaultIsNotItsDoing() {
    ended(Kind.INFO, 500, "internal");
    history.add(Edge.mark("inject", ""));

    assertThat(Answers.of(history)).isEqualTo(new Answers(0, 0, 0, 0));
  }
}
