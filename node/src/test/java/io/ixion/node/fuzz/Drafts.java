package io.ixion.node.fuzz;

import io.ixion.contract.testing.OpenApi;
import java.util.List;

/** Draws requests: some as the description has them, most of them changed in one place or more. */
final class Drafts {
  private final ValidRequests valid = new ValidRequests(new OpenApi());

  Draft draw(Cast cast, Dice dice) {
    Draft draft = valid.draw(cast, dice);
    for (int i = dice.one(0, 0, 1, 1, 1, 1, 2, 2, 3); i > 0; i--) change(draft, dice);
    return draft;
  }

  private static void change(Draft draft, Dice dice) {
    List<Mutation> place = place(draft, dice);
    dice.one(place).apply(draft, dice);
    if (place == TargetMutations.METHOD || place == TargetMutations.PATH) draft.isElsewhere = true;
  }

  /** One that is as it should be. */
  Draft plain(Cast cast, Dice dice) {
    return valid.draw(cast, dice);
  }

  private static List<Mutation> place(Draft draft, Dice dice) {
    int any = dice.below(100);
    if (any < 8) return TargetMutations.METHOD;
    if (any < 28) return TargetMutations.PATH;
    boolean asks = draft.method.equals("GET");
    if (any < (asks ? 60 : 35)) return TargetMutations.QUERY;
    return any < (asks ? 97 : 60) ? HeaderMutations.ALL : BodyMutations.ALL;
  }
}
