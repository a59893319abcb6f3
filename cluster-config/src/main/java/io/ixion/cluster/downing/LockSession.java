package io.ixion.cluster.downing;

import io.ixion.cluster.Database;
import io.ixion.cluster.downing.domain.DowningSettings;
import io.ixion.cluster.downing.domain.GuardView.Own;
import io.ixion.cluster.downing.domain.Incarnation;
import io.ixion.cluster.downing.domain.Peer;
import io.ixion.cluster.downing.domain.Reason;
import io.ixion.cluster.downing.domain.Sighting.Lock;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The one session that holds this node's lock and looks at those of its peers. It gives up soon on
 * a database that does not answer, and the database gives up soon on a host that is gone. Used by
 * one thread at a time.
 */
final class LockSession implements AutoCloseable {
  private static final String FENCED = "IX001";
  private static final String LOCK_TIMEOUT = "55P03";
  private static final String SERVER_OPTIONS =
      "-c tcp_keepalives_idle=1 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
          + " -c tcp_user_timeout=3000 -c lock_timeout=2000";

  /** A session of ours that the database has not given up yet would keep the lock. */
  private static final String END_FORMER =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where application_name = ? and pid <> pg_backend_pid()";

  private static final String LOOK =
      """
      select exists (select from node_fenced f where f.inc = me.inc),
             n.uid, n.inc,
             exists (select from node_fenced f where f.inc = n.inc),
             case when pg_try_advisory_lock_shared(n.inc) then pg_advisory_unlock_shared(n.inc)
                  else false end
        from (select ?::bigint as inc) me left join cluster_node n on n.uid = any (?)
      """;

  private static final String REGISTER =
      "insert into cluster_node (uid, inc, address) values (?, ?, ?)"
          + " on conflict (uid) do update set inc = excluded.inc, address = excluded.address";
  private static final String FENCE = "select node_fence(?, ?, ?)";
  private static final String END_SESSIONS =
      "select pg_terminate_backend(pid) from pg_stat_activity"
          + " where starts_with(application_name, ?)";
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where starts_with(application_name, ?)";

  private final Database database;
  private final DowningSettings settings;
  private final Incarnation me;
  private Connection connection;
  private long number;

  /** What the database says of a member. */
  record Found(Incarnation incarnation, Lock lock, boolean fenced) {}

  /** What the database says of this node and of the members that have a row. */
  record Look(boolean fenced, Map<Long, Found> members) {}

  LockSession(Database database, DowningSettings settings) {
    this.database = database;
    this.settings = settings;
    this.me = database.incarnation();
  }

  /** The number of the present session; each new one has a higher number. */
  long number() {
    return number;
  }

  boolean isOpen() {
    return connection != null;
  }

  /** Opens a session and takes the lock in it. */
  Own acquire() {
    drop();
    try {
      connection = connect();
      try (var statement = connection.createStatement()) {
        statement.execute(me.guardSql());
      }
      try (PreparedStatement former = connection.prepareStatement(END_FORMER)) {
        former.setString(1, me.session("lock"));
        former.execute();
      }
      try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?)")) {
        lock.setLong(1, me.number());
        lock.execute();
      }
      number++;
      return Own.ALIVE;
    } catch (SQLException failure) {
      drop();
      if (FENCED.equals(failure.getSQLState())) return Own.FENCED;
      return LOCK_TIMEOUT.equals(failure.getSQLState()) ? Own.LOCKED_OUT : Own.LOST;
    }
  }

  private Connection connect() throws SQLException {
    String timeout = Long.toString(settings.sessionTimeout().toSeconds());
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", me.session("lock"));
    properties.setProperty("options", SERVER_OPTIONS);
    properties.setProperty("connectTimeout", timeout);
    properties.setProperty("loginTimeout", timeout);
    properties.setProperty("socketTimeout", timeout);
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  /** Tells the peers which incarnation this actor system belongs to. */
  void register(long uid, String address) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setLong(1, uid);
      statement.setLong(2, me.number());
      statement.setString(3, address);
      statement.execute();
    }
  }

  /** One look at this node's fence and at the locks and fences of the members. */
  Look look(Collection<Long> uids) throws SQLException {
    Array members = connection.createArrayOf("bigint", uids.toArray());
    try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
      statement.setLong(1, me.number());
      statement.setArray(2, members);
      try (ResultSet rows = statement.executeQuery()) {
        boolean fenced = false;
        var found = new HashMap<Long, Found>();
        while (rows.next()) {
          fenced = rows.getBoolean(1);
          long uid = rows.getLong(2);
          if (rows.wasNull()) continue;
          Lock lock = rows.getBoolean(5) ? Lock.FREE : Lock.HELD;
          found.put(uid, new Found(new Incarnation(rows.getLong(3)), lock, rows.getBoolean(4)));
        }
        return new Look(fenced, found);
      }
    } finally {
      members.free();
    }
  }

  /**
   * Writes the fence; from its commit on no session of the peer can be opened.
   *
   * @return whether this node was allowed to: false if it is fenced itself
   */
  boolean fence(Peer peer, Reason reason) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FENCE)) {
      statement.setLong(1, peer.incarnation().number());
      statement.setLong(2, me.number());
      statement.setString(3, reason.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Asks the database to end all sessions of a fenced peer. */
  void endSessions(Peer peer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END_SESSIONS)) {
      statement.setString(1, peer.incarnation().sessionPrefix());
      statement.execute();
    }
  }

  /** How many sessions of a fenced peer are left: as long as there is one, it could still write. */
  int sessions(Peer peer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SESSIONS)) {
      statement.setString(1, peer.incarnation().sessionPrefix());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Forgets a session that does not answer. */
  void drop() {
    if (connection == null) return;
    try {
      connection.close();
    } catch (SQLException gone) {
      // it is gone anyway, and so is its lock
    } finally {
      connection = null;
    }
  }

  @Override
  public void close() {
    drop();
  }
}
