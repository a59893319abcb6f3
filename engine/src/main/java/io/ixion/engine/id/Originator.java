package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Who did something: the {@code by} of every event.
 *
 * @param id its name, if it has one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Originator(Kind kind, Optional<String> id) {
  /** A client of the API who did not say on whose behalf. */
  public static final Originator CLIENT = of(Kind.CLIENT);

  /** The router, through the queue that coordinates the hand-off. */
  public static final Originator ROUTER = of(Kind.ROUTER);

  /** Ixion itself: a deadline has passed, a session has ended. */
  public static final Originator SYSTEM = of(Kind.SYSTEM);

  /** What kind of originator; the text is stored and shown. */
  public enum Kind {
    AGENT,
    SUPERVISOR,
    CLIENT,
    STRATEGY,
    ROUTER,
    SYSTEM;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  public Originator {
    id = id == null ? Optional.empty() : id;
    if (kind == null) throw new IllegalArgumentException("an originator has a kind");
    if (kind == Kind.AGENT && id.isEmpty())
      throw new IllegalArgumentException("an agent who did something has an id");
  }

  private static Originator of(Kind kind) {
    return new Originator(kind, Optional.empty());
  }

  public static Originator agent(AgentId id) {
    return new Originator(Kind.AGENT, Optional.of(id.value()));
  }

  /** The agent who is named, or else a client. */
  public static Originator agentOrClient(Optional<AgentId> agent) {
    return agent.map(Originator::agent).orElse(CLIENT);
  }

  /** The agent who did it, if an agent did. */
  public Optional<AgentId> agent() {
    return kind == Kind.AGENT ? id.map(AgentId::new) : Optional.empty();
  }

  public boolean isAgent(AgentId agent) {
    return kind == Kind.AGENT && id.equals(Optional.of(agent.value()));
  }

  @JsonCreator
  static Originator read(@JsonProperty("kind") Kind kind, @JsonProperty("id") Optional<String> id) {
    return new Originator(kind, id);
  }

  /** The first edition stored the name of an agent, and nothing for anybody else. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Originator read(String agent) {
    return agent(new AgentId(agent));
  }

  @Override
  public String toString() {
    return id.map(name -> kind.text() + " " + name).orElse(kind.text());
  }
}
