package io.ixion.node.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.contract.testing.AnswerValidator;
import io.ixion.contract.testing.ApiDescription;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What holds of every answer, whatever was asked. */
final class Rules {
  private static final int LONGEST_PROBLEM = 16 * 1_024;
  private static final int LONGEST_ANSWER = 2 * 1_024 * 1_024;
  private static final int LONGEST_HEAD = 8 * 1_024;
  private static final Set<Integer> OF_THE_SERVER = Set.of(501, 505);
  private static final Set<Integer> OF_MALFORMED = Set.of(400, 413, 414, 431, 501, 505);
  private static final Set<String> BUSY =
      Set.of(ProblemCodes.OVERLOADED, ProblemCodes.UNAVAILABLE, ProblemCodes.OUTCOME_UNKNOWN);

  private final AnswerValidator contract = new AnswerValidator(ApiDescription.ofThisBuild());
  private int busy;

  /** How often the node had too much to do; told, and not to be often. */
  int busy() {
    return busy;
  }

  /** What is wrong with an answer; empty when nothing is. */
  List<String> broken(Draft draft, Answer answer) {
    var wrong = new ArrayList<String>();
    boolean isHead = draft.isHead();
    if (answer.head().length() > LONGEST_HEAD) wrong.add("a head of more than 8 KiB");
    if (answer.body().length > LONGEST_ANSWER) wrong.add("an answer of more than 2 MiB");
    if (!answer.head().chars().allMatch(c -> c == '\r' || c == '\n' || (c >= 0x20 && c < 0x7f)))
      wrong.add("another byte than printable ASCII in the head");
    if (answer.isRefusal()) refusal(answer, isHead, wrong);
    else success(draft, answer, wrong);
    if (!draft.isElsewhere && !answer.isStream())
      wrong.addAll(contract.violations(described(draft, answer)));
    return wrong;
  }

  private static io.ixion.contract.testing.Answer described(Draft draft, Answer answer) {
    return new io.ixion.contract.testing.Answer(
        draft.method, draft.path(), answer.status(), answer.headers(), answer.text());
  }

  private static void success(Draft draft, Answer answer, List<String> wrong) {
    if (!answer.isDone() && answer.status() != 304) wrong.add("status " + answer.status());
    if (draft.isHead() || answer.isStream() || answer.status() == 304) return;
    if (answer.body().length == 0) wrong.add("status " + answer.status() + " without a body");
    if (!answer.header("Content-Type").equals("application/json")) return;
    try {
      JsonNode tenant = ValidRequests.JSON.readTree(answer.body()).path("tenant");
      if (tenant.isTextual() && !draft.isElsewhere && !tenant.asText().equals(draft.tenant()))
        wrong.add("another tenant");
    } catch (IOException broken) {
      wrong.add("no JSON: " + broken.getMessage());
    }
  }

  private void refusal(Answer answer, boolean isHead, List<String> wrong) {
    int status = answer.status();
    if (!answer.header("Content-Type").equals("application/problem+json")) {
      wrong.add("status " + status + " as " + answer.header("Content-Type"));
      return;
    }
    if (status == 405 && answer.all("Allow").size() != 1) wrong.add("405 without Allow");
    if (isHead) {
      if (status >= 500 && !OF_THE_SERVER.contains(status)) wrong.add("status " + status);
      return;
    }
    if (answer.body().length > LONGEST_PROBLEM) wrong.add("a problem of more than 16 KiB");
    try {
      problem(answer, ValidRequests.JSON.readTree(answer.body()), wrong);
    } catch (IOException broken) {
      wrong.add("no JSON: " + broken.getMessage());
    }
  }

  private void problem(Answer answer, JsonNode problem, List<String> wrong) {
    String code = problem.path("code").asText();
    int status = answer.status();
    if (BUSY.contains(code)) busy++;
    else if (status >= 500 && !OF_THE_SERVER.contains(status)) wrong.add(status + " " + code);
    if (code.equals(ProblemCodes.NOT_STORABLE)) wrong.add("a value that a check should refuse");
    if (ProblemTable.find(code).isEmpty()) wrong.add("the unknown code " + code);
    boolean fits =
        code.equals(ProblemCodes.MALFORMED_HTTP)
            ? OF_MALFORMED.contains(status)
            : ProblemTable.row(code).status() == status;
    if (!fits) wrong.add(code + " with status " + status);
    if (problem.path("status").asInt() != status) wrong.add("another status in the problem");
    for (String name : List.of("type", "title", "detail", "instance"))
      if (!problem.path(name).isTextual()) wrong.add("a problem without " + name);
    boolean retryable = problem.path("retryable").asBoolean();
    if (retryable == answer.all("Retry-After").isEmpty()) wrong.add("Retry-After and retryable");
  }
}
