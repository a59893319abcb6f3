package io.ixion.node.fuzz;

/** One way in which a request is not what it should be. */
@FunctionalInterface
interface Mutation {
  void apply(Draft draft, Dice dice);
}
