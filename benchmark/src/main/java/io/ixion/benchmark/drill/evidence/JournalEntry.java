package io.ixion.benchmark.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.ixion.judge.Fact;
import io.ixion.judge.Fact.Kind;
import io.ixion.judge.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One row of the journal.
 *
 * @param ixn the interaction it belongs to
 * @param sequence its place in the interaction's life, from 1
 * @param writer the incarnation of the entity that wrote it
 * @param writtenMs when it was handed to the database, as epoch milliseconds
 * @param event as it is stored
 */
public record JournalEntry(
    String ixn, long sequence, String writer, long writtenMs, JsonNode event) {
  public String type() {
    return event.path("type").asText();
  }

  public boolean is(String type) {
    return type().equals(type);
  }

  /** What the judge is told of it. */
  Fact fact() {
    Instant at = Instant.parse(event.path("at").asText());
    Fact fact =
        Fact.of(sequence, Kind.of(type()), at)
            .withOffer(event.path("number").asInt(), event.path("agent").asText())
            .withAttempt(event.path("attempt").asText())
            .inQueue(event.path("queue").asText(), event.path("isHeld").asBoolean())
            .writtenBy(writer, Instant.ofEpochMilli(writtenMs));
    if (event.hasNonNull("avoidUntil"))
      fact = fact.avoidingUntil(Instant.parse(event.path("avoidUntil").asText()));
    return is("submitted") ? fact.needing(need(at)) : fact;
  }

  private Need need(Instant submitted) {
    String line =
        event.path("queue").asText() + " " + event.path("mediaType") + " " + event.path("skills");
    Map<String, Integer> skills = new HashMap<>();
    event.path("skills").properties().forEach(s -> skills.put(s.getKey(), s.getValue().asInt()));
    String credit = event.path("waitCredit").asText("PT0S");
    return new Need(
        line,
        event.path("mediaType").asText(),
        skills,
        event.path("priority").asInt(),
        submitted.minus(Duration.parse(credit)));
  }
}
