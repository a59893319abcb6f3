package io.ixion.engine.routing.actor;

import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.id.Skills;
import io.ixion.engine.routing.AgentAvailability;
import io.ixion.engine.routing.Match;
import io.ixion.engine.routing.RouterNews;
import io.ixion.engine.wire.WireMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What travels to a router. */
sealed interface RouterCommand {
  /** A part of what a queue tells. */
  record Waiting(RouterNews news) implements RouterCommand, WireMessage {}

  /**
   * An agent tells itself. Its load travels as a list: as a map each interaction would be the name
   * of a field, and for each message with a name that it has not met, Jackson copies the table of
   * all that it has (some 300 kB, ten times the time of reading the message).
   */
  record Available(
      AgentId agent,
      long version,
      Skills skills,
      Map<MediaType, Integer> ready,
      List<Load> load,
      Instant idleSince,
      List<OfferId> over)
      implements RouterCommand, WireMessage {
    /** One interaction that counts against the capacity. */
    record Load(InteractionId interaction, MediaType medium) {}

    static Available of(AgentAvailability told) {
      return new Available(
          told.agent(),
          told.version(),
          told.skills(),
          told.ready(),
          told.load().entrySet().stream()
              .map(one -> new Load(one.getKey(), one.getValue()))
              .toList(),
          told.idleSince(),
          told.over());
    }

    AgentAvailability told() {
      return new AgentAvailability(
          agent,
          version,
          skills,
          ready,
          load.stream().collect(Collectors.toMap(Load::interaction, Load::medium)),
          idleSince,
          over);
    }
  }

  /** An agent is there, and what it told last still holds. */
  record Alive(AgentId agent, long version) implements RouterCommand, WireMessage {}

  /** A proposal has ended. */
  record Settled(Match match, boolean taken) implements RouterCommand, WireMessage {}

  /** Time to look at deadlines; never leaves the node. */
  enum Tick implements RouterCommand {
    NOW
  }
}
