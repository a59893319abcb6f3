package io.ixion.benchmark.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of the floor: items, in the order of the claims, and an event row for each step. */
public final class FloorTables {
  private static final int HISTORY = 20_000;

  private FloorTables() {}

  /**
   * Makes the tables anew, with a past that the planner knows, as in a queue that has been in use:
   * plans made for empty tables would be bad ones.
   */
  public static void create(Connection connection, int skills) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists floor_event, floor_item");
      statement.execute(
          "create table floor_item (id bigserial primary key, skill int not null, priority int not null,"
              + " state smallint not null default 0, agent int, data text not null,"
              + " submitted_at timestamptz not null default now())"
              // room for the three later versions of a row in its own page
              + " with (fillfactor = 50)");
      statement.execute(
          "create index floor_claim_idx on floor_item (skill, priority desc, id) where agent is null");
      statement.execute(
          "create table floor_event (id bigserial primary key, item bigint not null, step smallint not null,"
              + " at timestamptz not null default now(), data text)");
      statement.execute(
          "insert into floor_item (skill, priority, data, state, agent)"
              + (" select i % " + skills + ", i % 10, repeat('x', 500), 3, 1")
              + (" from generate_series(1, " + HISTORY + ") i"));
    }
  }

  /** Fills the queue without measuring: {@code count} items over the skills and ten priorities. */
  public static void preload(Connection connection, int count, int skills, String data)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            with item as (
              insert into floor_item (skill, priority, data)
              select i % ?, floor(random() * 10)::int, ? from generate_series(1, ?) i returning id, data)
            insert into floor_event (item, step, data) select id, 0, data from item
            """)) {
      statement.setInt(1, skills);
      statement.setString(2, data);
      statement.setInt(3, count);
      statement.executeUpdate();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze floor_item");
    }
  }

  /** Items beside the past ones, those of them that went all four steps once, those that wait. */
  public record Tally(long all, long whole, long waiting) {}

  /** Counts what became of the items; to be asked when nobody works. */
  public static Tally tally(Connection connection) throws SQLException {
    String query =
        """
        select count(*), count(*) filter (where state = 3 and steps = '{0,1,2,3}'),
          count(*) filter (where agent is null and steps = '{0}')
        from floor_item left join (
          select item, array_agg(step order by id) steps from floor_event group by item) events
          on item = id where id > %d
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query.formatted(HISTORY))) {
      row.next();
      return new Tally(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }
}
