package io.ixion.engine.interaction;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ixion.engine.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an interaction is: the one sum type of all places. Each has its own fields, a text that is
 * stored and shown, and its deadlines by name. Who asks what is common to all of them asks here, so
 * that a further place is a record and its rules.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Place.Queued.class, name = Place.Queued.TEXT),
  @JsonSubTypes.Type(value = Place.InStep.class, name = Place.InStep.TEXT),
  @JsonSubTypes.Type(value = Place.Offered.class, name = Place.Offered.TEXT),
  @JsonSubTypes.Type(value = Place.Handling.class, name = Place.Handling.TEXT),
  @JsonSubTypes.Type(value = Place.InWorkbin.class, name = Place.InWorkbin.TEXT),
  @JsonSubTypes.Type(value = Place.Stopped.class, name = Place.Stopped.TEXT)
})
public sealed interface Place {
  /** What is due at the end of a time; stored, so never renamed. */
  enum Deadline {
    /** The agent's answer to an offer. */
    OFFER,
    /** The next request of the agent who works on it. */
    ACTIVITY,
    /** The end of what a step of a strategy waits for. */
    STEP
  }

  /** The word for it in tables and in the API. */
  String text();

  /** The agents it is offered to or who work on it. */
  default List<Party> parties() {
    return List.of();
  }

  /** What happens by itself, and when. */
  default Map<Deadline, Instant> deadlines() {
    return Map.of();
  }

  /**
   * An agent who has it, or is to have it.
   *
   * @param number of the offer
   * @param since the offer was made, or accepted
   */
  record Party(int number, AgentId agent, Instant since) {}

  /** Nobody has it: it waits in its queue. */
  record Queued() implements Place {
    static final String TEXT = "queued";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /**
   * A strategy works on it, in a step that waits for something. No event makes it yet; what may be
   * asked of it is settled.
   *
   * @param until when the step ends by itself
   */
  record InStep(String strategy, long version, String step, Instant enteredAt, Instant until)
      implements Place {
    static final String TEXT = "in-step";

    @Override
    public String text() {
      return TEXT;
    }

    @Override
    public Map<Deadline, Instant> deadlines() {
      return Map.of(Deadline.STEP, until);
    }
  }

  /** One agent is invited and has until the deadline to answer. */
  record Offered(int number, AgentId agent, Instant offeredAt, Instant deadline) implements Place {
    static final String TEXT = "offered";

    @Override
    public String text() {
      return TEXT;
    }

    @Override
    public List<Party> parties() {
      return List.of(new Party(number, agent, offeredAt));
    }

    @Override
    public Map<Deadline, Instant> deadlines() {
      return Map.of(Deadline.OFFER, deadline);
    }
  }

  /**
   * Agents work on it, one for now; without a request of one of them for {@code timeout} it is
   * taken back.
   */
  record Handling(List<Party> parties, Instant lastActivityAt, Duration timeout) implements Place {
    static final String TEXT = "handling";

    public Handling {
      parties = List.copyOf(parties);
      if (parties.isEmpty()) throw new IllegalArgumentException("somebody works on it");
    }

    public Handling(
        int number, AgentId agent, Instant assignedAt, Instant lastActivityAt, Duration timeout) {
      this(List.of(new Party(number, agent, assignedAt)), lastActivityAt, timeout);
    }

    /** Rows of the first edition have one agent and no list. */
    @JsonCreator
    static Handling read(
        @JsonProperty("parties") List<Party> parties,
        @JsonProperty("number") int number,
        @JsonProperty("agent") AgentId agent,
        @JsonProperty("assignedAt") Instant assignedAt,
        @JsonProperty("lastActivityAt") Instant lastActivityAt,
        @JsonProperty("timeout") Duration timeout) {
      return parties == null
          ? new Handling(number, agent, assignedAt, lastActivityAt, timeout)
          : new Handling(parties, lastActivityAt, timeout);
    }

    @Override
    public String text() {
      return TEXT;
    }

    /** The number of the offer that the first party accepted. */
    public int number() {
      return parties.get(0).number();
    }

    public AgentId agent() {
      return parties.get(0).agent();
    }

    public Instant assignedAt() {
      return parties.get(0).since();
    }

    public Instant deadline() {
      return lastActivityAt.plus(timeout);
    }

    @Override
    public Map<Deadline, Instant> deadlines() {
      return Map.of(Deadline.ACTIVITY, deadline());
    }
  }

  /**
   * On a shelf with an owner. No event makes it yet; what may be asked of it is settled.
   *
   * @param workbin the name of the shelf
   */
  record InWorkbin(String workbin, Instant placedAt) implements Place {
    static final String TEXT = "in-workbin";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /** It is finished; nothing follows. */
  record Stopped(Instant at, Optional<String> reason) implements Place {
    static final String TEXT = "stopped";

    @Override
    public String text() {
      return TEXT;
    }
  }
}
