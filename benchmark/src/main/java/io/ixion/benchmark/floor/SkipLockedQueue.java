package io.ixion.benchmark.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The floor to compare with: a queue as a skilled engineer writes it by hand on PostgreSQL. Each
 * step is a transaction of two prepared statements, one for the item and one for its event; claims
 * with {@code for update skip locked}, over an index in the order of the claims.
 */
public final class SkipLockedQueue implements FloorQueue {
  private static final String SUBMIT =
      "insert into floor_item (skill, priority, data) values (?, ?, ?) returning id";
  private static final String CLAIM =
      """
      update floor_item set state = 1, agent = ? where id = (
        select id from floor_item where agent is null and %s
        order by priority desc, id limit 1 for update skip locked)
      returning id
      """;
  private static final String CHANGE =
      "update floor_item set state = %d where id = ? and state = %d";
  private static final String EVENT = "insert into floor_event (item, step, data) values (?, ?, ?)";

  private final Connection connection;
  private final PreparedStatement submit;
  private final PreparedStatement claimOne;
  private final PreparedStatement claimAny;
  private final PreparedStatement accepted;
  private final PreparedStatement stopped;
  private final PreparedStatement event;

  public SkipLockedQueue(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    submit = connection.prepareStatement(SUBMIT);
    claimOne = connection.prepareStatement(CLAIM.formatted("skill = ?"));
    claimAny = connection.prepareStatement(CLAIM.formatted("skill = any(?)"));
    accepted = connection.prepareStatement(CHANGE.formatted(2, 1));
    stopped = connection.prepareStatement(CHANGE.formatted(3, 2));
    event = connection.prepareStatement(EVENT);
  }

  @Override
  public long submit(int skill, int priority, String data) throws SQLException {
    submit.setInt(1, skill);
    submit.setInt(2, priority);
    submit.setString(3, data);
    long id = id(submit).orElseThrow();
    step(id, 0, data);
    return id;
  }

  @Override
  public OptionalLong claim(int agent, Integer[] skills) throws SQLException {
    PreparedStatement claim = skills.length == 1 ? claimOne : claimAny;
    claim.setInt(1, agent);
    if (skills.length == 1) claim.setInt(2, skills[0]);
    else claim.setArray(2, connection.createArrayOf("int4", skills));
    OptionalLong id = id(claim);
    if (id.isPresent()) step(id.getAsLong(), 1, null);
    else connection.rollback();
    return id;
  }

  @Override
  public void accept(long id) throws SQLException {
    change(accepted, id, 2);
  }

  @Override
  public void stop(long id) throws SQLException {
    change(stopped, id, 3);
  }

  private static OptionalLong id(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
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
