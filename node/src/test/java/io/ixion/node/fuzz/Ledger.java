package io.ixion.node.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what clients were told with what is stored. Every event that a client can cause must be
 * the one that some answer names by its revision: so a refusal has changed nothing, and nothing was
 * done twice. What was asked on a connection that was given up may have been done once, or not.
 */
final class Ledger {
  /** What comes of an operation whenever it is done, and is done anew. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "POST /api/v1/interactions", "submitted",
          "PATCH /api/v1/interactions/{id}", "data-changed",
          "POST /api/v1/interactions/{id}/queue", "placed-in-queue",
          "POST /api/v1/interactions/{id}/stop", "stopped");

  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final int TARGET = 4_000;

  private final Set<String> told = new HashSet<>();
  private final Map<String, String> expected = new HashMap<>();
  private final Map<String, Long> queues = new HashMap<>();
  private final List<String> unheard = new LinkedList<>();
  private int events;

  /** An answer that says that something was done. */
  void done(Draft draft, Answer answer) {
    JsonNode body = json(answer);
    if (body.has("name")) queue(draft.tenant(), body);
    if (!body.has("revision")) return;
    String kind = body.has("mediaType") ? "interaction|" : "agent|";
    String entity = kind + body.path("tenant").asText() + "/" + body.path("id").asText();
    String event = entity + " " + body.path("revision").asLong();
    told.add(event);
    String type = ALWAYS.get(draft.method + " " + draft.template);
    if (type != null && !draft.isElsewhere && answer.all("Idempotent-Replayed").isEmpty())
      expected.put(event, type);
  }

  private void queue(String tenant, JsonNode body) {
    String name = tenant + "/" + body.path("name").asText();
    queues.merge(name, body.path("version").asLong(), Math::max);
  }

  /** A request that may be done, or not, and nobody will hear of it. */
  void unheard(byte[] request) {
    String text =
        new String(request, 0, Math.min(TARGET, request.length), StandardCharsets.ISO_8859_1);
    unheard.add(
        ENCODED
            .matcher(text)
            .replaceAll(
                hex ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(hex.group(1), 16)))));
  }

  /** Each of them explains one thing that was done, if it names it. */
  private boolean mayCome(String entity, boolean isNew) {
    String id =
        isNew
            ? "/api/v1/interactions"
            : entity.replaceFirst(".*/(ixn_)?", ""); // an offer's id has its interaction's
    for (var each = unheard.iterator(); each.hasNext(); )
      if (each.next().contains(id)) {
        each.remove();
        return true;
      }
    return false;
  }

  int events() {
    return events;
  }

  /** What does not agree; what is said to be done must be stored by now. */
  List<String> compare(JournalTail journal) throws java.sql.SQLException {
    var wrong = new ArrayList<String>();
    for (JournalTail.Stored event : journal.next()) {
      events++;
      String name = event.entity() + " " + event.revision();
      String type = expected.remove(name);
      if (type != null && !type.equals(event.type()))
        wrong.add(name + " was told to be " + type + " and is " + event.type());
      if (!told.remove(name) && !mayCome(event.entity(), event.type().equals("submitted")))
        wrong.add(name + " is " + event.type() + ", and no answer says so");
    }
    expected.forEach((name, type) -> wrong.add(name + " was told to be " + type + " and is not"));
    expected.clear();
    told.clear();
    return wrong;
  }

  /** The same of the queues, which have no journal. */
  List<String> compareQueues(JournalTail journal) throws java.sql.SQLException {
    var wrong = new ArrayList<String>();
    journal
        .queues()
        .forEach(
            (name, version) -> {
              for (long told = queues.getOrDefault(name, 0L); told < version; told++)
                if (!mayCome(name, false)) wrong.add(name + " is at " + version + ", not " + told);
              queues.put(name, version);
            });
    return wrong;
  }

  private static JsonNode json(Answer answer) {
    try {
      return ValidRequests.JSON.readTree(answer.body());
    } catch (IOException broken) {
      return ValidRequests.JSON.missingNode();
    }
  }
}
