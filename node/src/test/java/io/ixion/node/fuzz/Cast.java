package io.ixion.node.fuzz;

import io.ixion.http.problem.ProblemTable;
import java.util.List;

/**
 * What there is of one tenant for the requests of a scene to be about. All ids follow from seed and
 * scene, so that a request can be made again without those before it.
 *
 * @param cursors of lists of interactions, as the API gave them
 */
record Cast(
    String tenant,
    List<String> queues,
    List<String> agents,
    List<String> interactions,
    List<String> cursors) {
  static final String LONG_NAME = "L".repeat(128);
  static final List<String> MEDIA = List.of("chat", "chat", "email", "task", LONG_NAME);
  private static final int MOST_OFFERS = 3;

  /** Something that is there, by the segment of the path that stands before it. */
  String any(String kind, Dice dice) {
    return switch (kind) {
      case "queues" -> dice.one(queues);
      case "agents" -> dice.one(agents);
      case "interactions" -> dice.one(interactions);
      case "offers" -> offer(dice);
      case "media" -> dice.one(MEDIA);
      case "problems" ->
          dice.one(ProblemTable.rows().stream().map(ProblemTable.Row::code).toList());
      default -> "x";
    };
  }

  private String offer(Dice dice) {
    String interaction = dice.one(interactions);
    return "off_" + interaction.substring("ixn_".length()) + "_" + dice.from(1, MOST_OFFERS);
  }
}
