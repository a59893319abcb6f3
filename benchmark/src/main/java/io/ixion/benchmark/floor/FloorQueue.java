package io.ixion.benchmark.floor;

import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * A queue written by hand on PostgreSQL: each step is durable, with its event row in the same
 * transaction, when its method returns. One instance per connection, for one thread.
 */
public interface FloorQueue extends AutoCloseable {
  /** Puts an item into the queue and gives its id. */
  long submit(int skill, int priority, String data) throws SQLException;

  /** Claims the first item that needs one of these skills; empty when none waits. */
  OptionalLong claim(int agent, Integer[] skills) throws SQLException;

  void accept(long id) throws SQLException;

  void stop(long id) throws SQLException;

  @Override
  void close() throws SQLException;
}
