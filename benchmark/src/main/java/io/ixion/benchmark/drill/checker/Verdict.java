package io.ixion.benchmark.drill.checker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The judgement of one history: a finding for each invariant. */
public record Verdict(List<Finding> findings) {
  public boolean isPass() {
    return violated().isEmpty();
  }

  public Set<Invariant> violated() {
    var violated = EnumSet.noneOf(Invariant.class);
    for (Finding finding : findings)
      if (finding.violations() > 0) violated.add(finding.invariant());
    return violated;
  }

  public Finding of(Invariant invariant) {
    return findings.get(invariant.ordinal());
  }

  public long violations(Invariant... invariants) {
    long sum = 0;
    for (Invariant invariant : invariants) sum += of(invariant).violations();
    return sum;
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("verdict", isPass() ? "pass" : "fail");
    ObjectNode all = json.putObject("invariants");
    for (Finding finding : findings) {
      ObjectNode one = all.putObject(finding.invariant().name());
      one.put("title", finding.invariant().title());
      one.put("checked", finding.checked()).put("violations", finding.violations());
      if (finding.excused() > 0) one.put("excused", finding.excused());
      if (finding.violations() > 0) finding.examples().forEach(one.putArray("examples")::add);
    }
    return json;
  }
}
