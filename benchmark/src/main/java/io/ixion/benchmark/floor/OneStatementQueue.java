package io.ixion.benchmark.floor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The same queue with every step squeezed into one statement and one round trip, which commits by
 * itself: the least that PostgreSQL can be asked to do for four durable steps with an event each.
 */
public final class OneStatementQueue implements FloorQueue {
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

  public OneStatementQueue(Connection connection) throws SQLException {
    this.connection = connection;
    submit = connection.prepareStatement(SUBMIT);
    claimOne = connection.prepareStatement(CLAIM.formatted("skill = ?"));
    claimAny = connection.prepareStatement(CLAIM.formatted("skill = any(?)"));
    accepted = connection.prepareStatement(CHANGE.formatted(2, 1));
    stopped = connection.prepareStatement(CHANGE.formatted(3, 2));
  }

  @Override
  public long submit(int skill, int priority, String data) throws SQLException {
    submit.setInt(1, skill);
    submit.setInt(2, priority);
    submit.setString(3, data);
    return id(submit).orElseThrow();
  }

  @Override
  public OptionalLong claim(int agent, Integer[] skills) throws SQLException {
    PreparedStatement claim = skills.length == 1 ? claimOne : claimAny;
    if (skills.length == 1) claim.setInt(1, skills[0]);
    else claim.setArray(1, connection.createArrayOf("int4", skills));
    claim.setInt(2, agent);
    return id(claim);
  }

  @Override
  public void accept(long id) throws SQLException {
    change(accepted, id);
  }

  @Override
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
