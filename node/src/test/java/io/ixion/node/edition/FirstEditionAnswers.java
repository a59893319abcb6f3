package io.ixion.node.edition;

import static io.ixion.node.TenantClient.API;
import static io.ixion.node.TenantClient.inPath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The right answers about the first edition's database, in forms that can be compared. */
final class FirstEditionAnswers {
  private static final JsonNode ALL =
      FirstEditionDatabase.json(FirstEditionDatabase.text("answers.json"));

  /** What the first edition says of an interaction; abandonedAt is looked at on its own. */
  private static final Set<String> INTERACTION =
      Set.of(
          ("id tenant revision state externalId parentId mediaType type subtype isOnline isHeld heldAt priority queue"
                  + " skills receivedAt submittedAt placedInQueueAt movedToQueueAt waitCredit deliveredAt assignedTo"
                  + " assignedAt offeredTo offerId deadline completedAt stopReason data links")
              .split(" "));

  private static final Set<String> AGENT =
      Set.of("id", "tenant", "revision", "skills", "groups", "capacity", "session", "links");
  private static final Set<String> QUEUE = Set.of("name", "version", "description");

  /**
   * What an offer or work leaves behind when it is taken back; the new placement has a new time.
   */
  private static final Set<String> OF_THE_AGENT =
      Set.of("offeredTo", "assignedTo", "assignedAt", "offerId", "deadline", "placedInQueueAt");

  private static final Set<String> TIMES = Set.of("at", "deadline", "avoidUntil", "receivedAt");

  private static final Instant NOW = Instant.now();

  /** What was last said of an interaction or agent, and how it had come to that. */
  record Recorded(String story, String tenant, String id, ObjectNode answer) {
    static Recorded of(JsonNode all) {
      return new Recorded(
          all.path("story").asText(),
          all.path("tenant").asText(),
          all.path("id").asText(),
          (ObjectNode) all.path("answer"));
    }

    String path(String kind) {
      return API + "/" + kind + "/" + inPath(id);
    }

    /**
     * Whether its offer, work or lost session has run out meanwhile, as it has if the clock is
     * right: then an interaction returns to its queue and a session ends as soon as a node is
     * there.
     */
    boolean isOver() {
      String until = answer.path("deadline").asText(answer.at("/session/lostUntil").asText());
      return !until.isEmpty() && Instant.parse(until).isBefore(NOW);
    }

    /** The interaction as a node must show it. */
    Object interaction() {
      ObjectNode right = answer.deepCopy();
      if (isOver()) right.put("state", "queued").put("revision", revision() + 1);
      return interaction(right);
    }

    /** What a node shows of it, to be compared. */
    Object interaction(JsonNode shown) {
      ObjectNode known = known(shown, INTERACTION);
      if (isOver()) known.remove(OF_THE_AGENT);
      if (!answer.has("receivedAt")) known.remove("receivedAt"); // of year 10000, see README.md
      return plain(known);
    }

    /** The agent as a node must show it. */
    Object agent() {
      ObjectNode right = answer.deepCopy();
      if (isOver()) right.put("revision", revision() + 1).remove("session");
      return agent(right);
    }

    /** What a node shows of it, to be compared. */
    Object agent(JsonNode shown) {
      return plain(known(shown, AGENT));
    }

    private long revision() {
      return answer.path("revision").asLong();
    }
  }

  private FirstEditionAnswers() {}

  static List<Recorded> interactions() {
    return all("interactions").map(Recorded::of).toList();
  }

  static List<Recorded> agents() {
    return all("agents").map(Recorded::of).toList();
  }

  static List<JsonNode> requests() {
    return all("requests").toList();
  }

  static Recorded interaction(String story) {
    return interactions().stream()
        .filter(one -> one.story().equals(story))
        .findFirst()
        .orElseThrow();
  }

  static List<String> tenants() {
    return interactions().stream().map(Recorded::tenant).distinct().toList();
  }

  static Stream<Object> queues(String tenant) {
    return all("queues")
        .filter(queue -> queue.path("tenant").asText().equals(tenant))
        .map(queue -> queue(queue.path("answer")));
  }

  static Object queue(JsonNode shown) {
    return plain(known(shown, QUEUE));
  }

  /** A stored event, or what the history shows of one: no more than the fields that are stored. */
  static Object event(JsonNode stored, JsonNode shown) {
    var fields = new ArrayList<String>();
    stored.fieldNames().forEachRemaining(fields::add);
    var event = new TreeMap<String, Object>();
    for (String field : fields) {
      if (stored.path(field).asText().startsWith("+10000-")) continue; // it has no right form
      JsonNode value = shown.path(field);
      boolean time = TIMES.contains(field) && value.isTextual();
      event.put(field, time ? Instant.parse(value.asText()) : plain(value));
    }
    return event;
  }

  private static Stream<JsonNode> all(String kind) {
    return StreamSupport.stream(ALL.path(kind).spliterator(), false);
  }

  private static ObjectNode known(JsonNode shown, Set<String> fields) {
    return shown.<ObjectNode>deepCopy().retain(fields);
  }

  /** Equal where JSON is: 1, 1.0 and 1e0 are one number. */
  static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new TreeMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node.isNumber()) return node.decimalValue().stripTrailingZeros();
    if (node.isBoolean()) return node.booleanValue();
    return node.isNull() || node.isMissingNode() ? node.getNodeType() : node.asText();
  }
}
