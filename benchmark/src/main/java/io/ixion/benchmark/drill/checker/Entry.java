package io.ixion.benchmark.drill.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;

/**
 * One row of the journal.
 *
 * @param ixn the interaction it belongs to
 * @param sequence its place in the interaction's life, from 1
 * @param writer the incarnation of the entity that wrote it
 * @param writtenMs when it was handed to the database, as epoch milliseconds
 * @param event as it is stored
 */
public record Entry(String ixn, long sequence, String writer, long writtenMs, JsonNode event) {
  private static final Set<String> RETURNS =
      Set.of("rejected", "offer-expired", "rescinded", "released", "placed-in-queue", "stopped");

  public String type() {
    return event.path("type").asText();
  }

  public boolean is(String type) {
    return type().equals(type);
  }

  /** Whether nobody has or is offered the interaction after it. */
  public boolean isReturn() {
    return RETURNS.contains(type());
  }

  public Instant at() {
    return Instant.parse(event.path("at").asText());
  }

  public String agent() {
    return event.path("agent").asText();
  }

  public int number() {
    return event.path("number").asInt();
  }

  public String attempt() {
    return event.path("attempt").asText();
  }
}
