package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.judge.Invariant;
import io.ixion.judge.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What came of one fault.
 *
 * @param proof that it happened
 * @param problems of the run itself, such as a cluster that did not get over the fault; empty is
 *     good
 */
record RunResult(
    int number,
    String fault,
    String proof,
    Verdict verdict,
    Gaps gaps,
    Answers answers,
    ResourceUse use,
    Optional<PatientClient.Told> patient,
    int interactions,
    List<String> problems) {
  boolean isPass() {
    return problems.isEmpty() && verdict.isPass();
  }

  long lost() {
    return verdict.violations(Invariant.NOTHING_LOST);
  }

  long doubled() {
    return verdict.violations(Invariant.ONE_OWNER, Invariant.CAPACITY, Invariant.ONCE);
  }

  long stuck() {
    return verdict.violations(Invariant.NOTHING_STUCK);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", number).put("fault", fault).put("proof", proof);
    json.put("verdict", isPass() ? "pass" : "fail").put("interactions", interactions);
    json.put("gap_ms", gaps.longestMs()).put("gap_ms_return", gaps.returnMs());
    json.put("gap_ms_unaffected", gaps.calmMs());
    json.put("affected", gaps.affected()).put("silence_ms", gaps.silenceMs());
    json.put("offer_ms", gaps.offerMs()).put("recovery_ms", gaps.recoveryMs());
    json.put("operations", gaps.operations());
    json.put("unanswered_attempts", gaps.unanswered());
    answers.into(json);
    use.into(json);
    patient.ifPresent(told -> told.into(json));
    problems.forEach(json.putArray("problems")::add);
    json.set("check", VerdictJson.of(verdict));
    return json;
  }
}
