package io.ixion.benchmark.drill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ixion.judge.Judgement;
import io.ixion.judge.Verdict;

/** A verdict for machines. */
final class VerdictJson {
  /** The first counterexamples say what is wrong. */
  static final int EXAMPLES = 5;

  private VerdictJson() {}

  static ObjectNode of(Verdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("verdict", verdict.isPass() ? "pass" : "fail");
    ObjectNode all = json.putObject("invariants");
    for (Judgement judgement : verdict.judgements()) {
      ObjectNode one = all.putObject(Integer.toString(judgement.invariant().number()));
      one.put("title", judgement.invariant().title()).put("result", judgement.result());
      one.put("checked", judgement.checked()).put("violations", judgement.findings().size());
      if (judgement.excused() > 0) one.put("excused", judgement.excused());
      if (!judgement.leftOut().isEmpty())
        judgement.leftOut().forEach(one.putArray("left_out")::add);
      if (judgement.isViolated())
        judgement.findings().stream()
            .limit(EXAMPLES)
            .forEach(finding -> one.withArray("examples").add(finding.text()));
    }
    return json;
  }
}
