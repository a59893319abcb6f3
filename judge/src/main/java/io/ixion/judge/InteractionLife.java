package io.ixion.judge;

import io.ixion.judge.Fact.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that the journal holds of one interaction, in the order of its numbers.
 *
 * @param facts empty when the journal does not know it
 */
public record InteractionLife(String tenant, String id, List<Fact> facts) {
  public InteractionLife {
    facts = facts.stream().sorted(Comparator.comparingLong(Fact::sequence)).toList();
  }

  Standing end() {
    Standing standing = Standing.NOWHERE;
    for (Fact fact : facts) standing = standing.after(fact);
    return standing;
  }

  String queue() {
    String queue = "";
    for (Fact fact : facts) if (!fact.queue().isEmpty()) queue = fact.queue();
    return queue;
  }

  /** Who works on it in the end; empty when nobody does. */
  String holder() {
    String holder = "";
    for (Fact fact : facts)
      if (fact.is(Kind.ACCEPTED)) holder = fact.agent();
      else if (fact.isReturn()) holder = "";
    return holder;
  }

  Optional<Need> need() {
    return facts.stream().flatMap(fact -> fact.need().stream()).findFirst();
  }
}
