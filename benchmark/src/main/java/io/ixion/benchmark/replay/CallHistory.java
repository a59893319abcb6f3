package io.ixion.benchmark.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of one interaction after a replay: what the submitter was told, what the
 * journal holds, and what the owner and the list say.
 *
 * @param key idempotency key of its submit
 * @param requirement equal for interactions that the same agents can take
 * @param owner the interaction as its owner shows it, missing if there is none
 * @param listed the same as the list shows it
 */
record CallHistory(
    String id,
    String key,
    String requirement,
    long waitCreditMillis,
    List<Event> events,
    JsonNode owner,
    JsonNode listed) {

  /** One event of the journal; {@code agent} is empty where it names none. */
  record Event(long revision, String type, Instant at, String agent) {
    boolean isOneOf(String... types) {
      return List.of(types).contains(type);
    }
  }
}
