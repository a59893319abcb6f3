package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.benchmark.drill.history.Edge;
import io.ixion.benchmark.drill.history.Edge.Kind;
import java.util.List;

/**
 * How the attempts ended that were not answered as wished, from the fault to the end. Pure.
 *
 * @param later 503 or 504 with Retry-After
 * @param otherErrors either without it and every other 5xx: none is wanted
 * @param refused connections that were refused: the node was not there, nothing was sent
 * @param silent attempts without an answer in time, or whose connection broke
 */
record Answers(long later, long otherErrors, long refused, long silent) {
  static Answers of(List<Edge> history) {
    long later = 0;
    long errors = 0;
    long refused = 0;
    long silent = 0;
    boolean broken = false;
    for (Edge edge : history) {
      broken |= edge.is(Kind.MARK, "inject");
      if (!broken || edge.kind() != Kind.INFO && edge.kind() != Kind.FAIL) continue;
      if ((edge.status() == 503 || edge.status() == 504) && edge.saysWhen()) later++;
      else if (edge.status() >= 500) errors++;
      else if (edge.status() == 0 && edge.kind() == Kind.FAIL) refused++;
      else if (edge.status() == 0) silent++;
    }
    return new Answers(later, errors, refused, silent);
  }

  void into(ObjectNode json) {
    json.put("answers_503_retry_after", later).put("answers_other_5xx", otherErrors);
    json.put("refused_connections", refused).put("silent_attempts", silent);
  }

  @Override
  public String toString() {
    return "503 with Retry-After %d, other 5xx %d, refused connections %d, no answer %d"
        .formatted(later, otherErrors, refused, silent);
  }
}
