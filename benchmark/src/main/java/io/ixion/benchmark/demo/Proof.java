package io.ixion.benchmark.demo;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Holds what the API has acknowledged against the journal: a step that is not there is lost, an
 * interaction that somebody accepted while another had it is doubled.
 */
final class Proof {
  private static final int MOST_AT_ONCE = 1_000;
  private static final String EVENTS =
      """
      select persistence_id, convert_from(event_payload, 'UTF8')::jsonb ->> 'type'
      from event_journal where persistence_id = any(?) order by persistence_id, sequence_number
      """;

  private final DataSource database;
  private final String prefix;
  private final ConcurrentLinkedQueue<Step> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<Step> lost = new HashSet<>();
  private final Set<String> doubled = new HashSet<>();

  /** What an interaction has gone through: a type of event in its journal. */
  record Step(String interactionId, String event) {}

  Proof(DataSource database, String tenant) {
    this.database = database;
    this.prefix = "interaction|" + tenant + "/";
  }

  /** The API has answered that this was done. */
  void acknowledged(String interactionId, String event) {
    acknowledged.add(new Step(interactionId, event));
  }

  /** Looks at the interactions of which something was acknowledged since the last time. */
  void look() throws SQLException {
    var steps = new ArrayList<Step>();
    for (Step step; steps.size() < MOST_AT_ONCE && (step = acknowledged.poll()) != null; )
      steps.add(step);
    if (steps.isEmpty()) return;
    try {
      judge(steps, events(steps));
    } catch (SQLException away) {
      acknowledged.addAll(steps);
      throw away;
    }
  }

  void judge(List<Step> steps, Map<String, List<String>> events) {
    for (Step step : steps)
      if (!events.getOrDefault(step.interactionId(), List.of()).contains(step.event()))
        lost.add(step);
    events.forEach(
        (id, life) -> {
          if (isDoubled(life)) doubled.add(id);
        });
  }

  private static boolean isDoubled(List<String> life) {
    boolean owned = false;
    for (String event : life) {
      if (event.equals("accepted") && owned) return true;
      if (event.equals("accepted")) owned = true;
      if (event.equals("released") || event.equals("placed-in-queue")) owned = false;
    }
    return false;
  }

  private Map<String, List<String>> events(List<Step> steps) throws SQLException {
    Set<String> ids =
        steps.stream().map(step -> prefix + step.interactionId()).collect(Collectors.toSet());
    var events = new HashMap<String, List<String>>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(EVENTS)) {
      Array wanted = connection.createArrayOf("text", ids.toArray());
      statement.setArray(1, wanted);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next())
          events
              .computeIfAbsent(row.getString(1).substring(prefix.length()), id -> new ArrayList<>())
              .add(row.getString(2));
      }
    }
    return events;
  }

  int lost() {
    return lost.size();
  }

  int doubled() {
    return doubled.size();
  }
}
