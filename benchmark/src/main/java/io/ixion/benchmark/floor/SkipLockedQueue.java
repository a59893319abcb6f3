package io.ixion.benchmark.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * The floor to compare with: a queue as a skilled engineer writes it by hand on PostgreSQL. Four
 * durable transactions a life, each changing the item and adding an event row; claims with {@code
 * for update skip locked}, over an index in the order of the claims. One instance per connection.
 */
public final class SkipLockedQueue implements AutoCloseable {
  private static final String EVENT = "insert into floor_event (item, step, data) values (?, ?, ?)";

  private final Connection connection;
  private final PreparedStatement submit;
  private final PreparedStatement claimOne;
  private final PreparedStatement claimAny;
  private final PreparedStatement offered;
  private final PreparedStatement accepted;
  private final PreparedStatement stopped;
  private final PreparedStatement event;

  public SkipLockedQueue(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    submit =
        connection.prepareStatement(
            "insert into floor_item (skill, priority, data) values (?, ?, ?) returning id");
    claimOne = connection.prepareStatement(claim("skill = ?"));
    claimAny = connection.prepareStatement(claim("skill = any(?)"));
    offered =
        connection.prepareStatement("update floor_item set state = 1, agent = ? where id = ?");
    accepted =
        connection.prepareStatement("update floor_item set state = 2 where id = ? and state = 1");
    stopped =
        connection.prepareStatement("update floor_item set state = 3 where id = ? and state = 2");
    event = connection.prepareStatement(EVENT);
  }

  private static String claim(String skills) {
    return "select id from floor_item where state = 0 and "
        + skills
        + " order by priority desc, id limit 1 for update skip locked";
  }

  /** Makes the tables anew. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists floor_event, floor_item");
      statement.execute(
          "create table floor_item (id bigserial primary key, skill int not null, priority int not null,"
              + " state smallint not null default 0, agent int, data text not null,"
              + " submitted_at timestamptz not null default now())");
      statement.execute(
          "create index floor_claim_idx on floor_item (skill, priority desc, id) where state = 0");
      statement.execute(
          "create table floor_event (id bigserial primary key, item bigint not null, step smallint not null,"
              + " at timestamptz not null default now(), data text)");
    }
  }

  /** Fills the queue without measuring: {@code count} items over the skills and ten priorities. */
  public static void preload(Connection connection, int count, int skills, String data)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into floor_item (skill, priority, data)"
                + " select i % ?, (random() * 9)::int, ? from generate_series(1, ?) i")) {
      statement.setInt(1, skills);
      statement.setString(2, data);
      statement.setInt(3, count);
      statement.executeUpdate();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze floor_item");
    }
  }

  public long submit(int skill, int priority, String data) throws SQLException {
    submit.setInt(1, skill);
    submit.setInt(2, priority);
    submit.setString(3, data);
    long id;
    try (ResultSet row = submit.executeQuery()) {
      row.next();
      id = row.getLong(1);
    }
    step(id, 0, data);
    return id;
  }

  /** Claims the first item of one skill for an agent; empty when none waits. */
  public OptionalLong claim(int agent, int skill) throws SQLException {
    claimOne.setInt(1, skill);
    return claim(agent, claimOne);
  }

  /** The same over several skills. */
  public OptionalLong claim(int agent, Integer[] skills) throws SQLException {
    claimAny.setArray(1, connection.createArrayOf("int4", skills));
    return claim(agent, claimAny);
  }

  private OptionalLong claim(int agent, PreparedStatement claim) throws SQLException {
    long id;
    try (ResultSet row = claim.executeQuery()) {
      if (!row.next()) {
        connection.rollback();
        return OptionalLong.empty();
      }
      id = row.getLong(1);
    }
    offered.setInt(1, agent);
    offered.setLong(2, id);
    offered.executeUpdate();
    step(id, 1, null);
    return OptionalLong.of(id);
  }

  public void accept(long id) throws SQLException {
    change(accepted, id, 2);
  }

  public void stop(long id) throws SQLException {
    change(stopped, id, 3);
  }

  private void change(PreparedStatement statement, long id, int step) throws SQLException {
    statement.setLong(1, id);
    if (statement.executeUpdate() != 1)
      throw new IllegalStateException("item " + id + " is not where it should be");
    step(id, step, null);
  }

  private void step(long id, int step, String data) throws SQLException {
    event.setLong(1, id);
    event.setInt(2, step);
    event.setString(3, data);
    event.executeUpdate();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
