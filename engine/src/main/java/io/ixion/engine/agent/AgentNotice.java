package io.ixion.engine.agent;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.InteractionId;
import io.ixion.engine.id.OfferId;
import io.ixion.engine.interaction.InteractionHeader;
import io.ixion.engine.wire.WireMessage;
import java.util.List;
import java.util.stream.Stream;

/**
 * One message of an agent's event stream.
 *
 * @param position where the stream stands after it; a client that reconnects names the last one it
 *     saw
 */
public record AgentNotice(Position position, Content content) implements WireMessage {
  /** What a notice, and what a header in it, takes, about. */
  private static final long EACH = 1_024;

  /** Bytes that it takes, about. */
  public long weight() {
    return EACH * (1 + content.interactions().size());
  }

  /**
   * A place in the stream.
   *
   * @param epoch changes when the agent's owner was restarted: older positions cannot be resumed
   * @param number counts within the epoch
   */
  public record Position(long epoch, long number) implements WireMessage {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = Piece.class, name = "piece"),
    @JsonSubTypes.Type(value = State.class, name = "state"),
    @JsonSubTypes.Type(value = Offered.class, name = "offer"),
    @JsonSubTypes.Type(value = OfferEnded.class, name = "offer-ended"),
    @JsonSubTypes.Type(value = Assigned.class, name = "assigned"),
    @JsonSubTypes.Type(value = Taken.class, name = "taken")
  })
  public sealed interface Content {
    /** The interactions that it shows; whoever shows them to people reads their attached data. */
    default List<InteractionHeader> interactions() {
      return List.of();
    }
  }

  /** Everything that holds now: the first message of a stream that cannot be resumed. */
  public record Snapshot(Agent agent, List<InteractionHeader> offered, List<InteractionHeader> held)
      implements Content {
    @Override
    public List<InteractionHeader> interactions() {
      return Stream.concat(offered.stream(), held.stream()).toList();
    }
  }

  /**
   * A part of a snapshot on its way between two nodes; a follower is told the whole.
   *
   * @param number from 1
   * @param of how many there are
   */
  public record Piece(int number, int of, Snapshot part) implements Content {}

  /** The agent's session or profile has changed. */
  public record State(Agent agent) implements Content {}

  /** An offer to answer before its deadline. */
  public record Offered(OfferId offer, InteractionHeader interaction) implements Content {
    @Override
    public List<InteractionHeader> interactions() {
      return List.of(interaction);
    }
  }

  /** An offer is over and was not accepted: rejected, expired, rescinded, moved or stopped. */
  public record OfferEnded(OfferId offer, InteractionId interaction, String reason)
      implements Content {}

  /** The agent now has this interaction. */
  public record Assigned(OfferId offer, InteractionHeader interaction) implements Content {
    @Override
    public List<InteractionHeader> interactions() {
      return List.of(interaction);
    }
  }

  /** The agent no longer has this interaction: stopped, placed in a queue or released. */
  public record Taken(OfferId offer, InteractionId interaction, String reason) implements Content {}
}
