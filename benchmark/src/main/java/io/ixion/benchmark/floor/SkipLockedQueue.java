package io.ixion.benchmark.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * The floor to compare with: a queue as a skilled engineer writes it by hand on PostgreSQL. Four
 * durable transactions a life, each one statement and one round trip that changes the item and adds
 * an event row; claims with {@code for update skip locked} over an index in the order of the
 * claims. One instance per connection.
 */
public final class SkipLockedQueue implements AutoCloseable {
  private static final int HISTORY = 20_000;
  private static final String SUBMIT =
      """
      with item as (
        insert into floor_item (skill, priority, data) values (?, ?, ?) returning id, data)
      insert into floor_event (item, step, data) select id, 0, data from item returning item
      """;
  private static final String CLAIM =
      """
      with first as (
        select id from floor_item where agent is null and %s
        order by priority desc, id limit 1 for update skip locked),
      item as (
        update floor_item i set state = 1, agent = ? from first where i.id = first.id
        returning i.id)
      insert into floor_event (item, step) select id, 1 from item returning item
      """;
  private static final String CHANGE =
      """
      with item as (update floor_item set state = %d where id = ? and state = %d returning id)
      insert into floor_event (item, step) select id, %1$d from item
      """;

  private final Connection connection;
  private final PreparedStatement submit;
  private final PreparedStatement claimOne;
  private final PreparedStatement claimAny;
  private final PreparedStatement accepted;
  private final PreparedStatement stopped;

  public SkipLockedQueue(Connection connection) throws SQLException {
    this.connection = connection;
    submit = connection.prepareStatement(SUBMIT);
    claimOne = connection.prepareStatement(CLAIM.formatted("skill = ?"));
    claimAny = connection.prepareStatement(CLAIM.formatted("skill = any(?)"));
    accepted = connection.prepareStatement(CHANGE.formatted(2, 1));
    stopped = connection.prepareStatement(CHANGE.formatted(3, 2));
  }

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

  /** Returns once the item is durable. */
  public long submit(int skill, int priority, String data) throws SQLException {
    submit.setInt(1, skill);
    submit.setInt(2, priority);
    submit.setString(3, data);
    return id(submit).orElseThrow();
  }

  /** Claims the first item of one skill for an agent; empty when none waits. */
  public OptionalLong claim(int agent, int skill) throws SQLException {
    claimOne.setInt(1, skill);
    claimOne.setInt(2, agent);
    return id(claimOne);
  }

  /** The same over several skills. */
  public OptionalLong claim(int agent, Integer[] skills) throws SQLException {
    claimAny.setArray(1, connection.createArrayOf("int4", skills));
    claimAny.setInt(2, agent);
    return id(claimAny);
  }

  public void accept(long id) throws SQLException {
    change(accepted, id);
  }

  public void stop(long id) throws SQLException {
    change(stopped, id);
  }

  private static OptionalLong id(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  private static void change(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    if (statement.executeUpdate() != 1)
      throw new IllegalStateException("item " + id + " is not where it should be");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
