package io.ixion.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ixion.cluster.downing.domain.Incarnation;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL of this node, ready to use: started or reached, checked, and with our tables.
 * Closing it closes its pool and, if it is embedded, stops the server.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int OLDEST_VERSION = 140_000;
  private static final int MIGRATION_CONNECTIONS = 2;
  private static final long CONNECTION_TIMEOUT_MS = 3_000;

  /** Before the next host of the URL is tried. */
  private static final String CONNECT_SECONDS = "3";

  private static final Duration FOR_EVER = Duration.ZERO; // a migration takes its time

  private final DatabaseSettings settings;
  private final Optional<EmbeddedDatabase> embedded;
  private final DatabaseSettings.Own place;
  private final Incarnation incarnation;
  private final HikariDataSource pool;

  private Database(
      DatabaseSettings settings,
      Optional<EmbeddedDatabase> embedded,
      DatabaseSettings.Own place,
      Incarnation incarnation,
      HikariDataSource pool) {
    this.settings = settings;
    this.embedded = embedded;
    this.place = place;
    this.incarnation = incarnation;
    this.pool = pool;
  }

  /**
   * Starts or reaches the database and brings its tables up to date.
   *
   * @throws DatabaseProblem if there is no database that Ixion can work with
   */
  public static Database open(DatabaseSettings settings) {
    Optional<EmbeddedDatabase> embedded =
        settings.own().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedDatabase.start(settings.dataDirectory()));
    var place = settings.own().orElseGet(() -> embedded.get().place());
    try {
      var incarnation = Incarnation.random(new SecureRandom());
      try (var first =
          new HikariDataSource(pool(place, incarnation, MIGRATION_CONNECTIONS, FOR_EVER))) {
        check(first, place, embedded.isPresent());
        OwnSessions.check(first, place.shownUrl());
        Schema.migrate(first);
      }
      HikariConfig guarded = pool(place, incarnation, settings.poolSize(), settings.silence());
      guarded.setConnectionInitSql(incarnation.guardSql());
      return new Database(settings, embedded, place, incarnation, new HikariDataSource(guarded));
    } catch (RuntimeException problem) {
      embedded.ifPresent(EmbeddedDatabase::close);
      throw problem;
    }
  }

  private static HikariConfig pool(
      DatabaseSettings.Own place, Incarnation incarnation, int connections, Duration silence) {
    var config = new HikariConfig();
    config.setPoolName("ixion");
    config.setJdbcUrl(place.url());
    config.setUsername(place.user());
    config.setPassword(place.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", incarnation.session("queries"));
    config.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    config.addDataSourceProperty("socketTimeout", Long.toString(silence.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("logServerErrorDetail", "false"); // it may quote what is stored
    return config;
  }

  private static void check(DataSource pool, DatabaseSettings.Own place, boolean embedded) {
    try (Connection connection = pool.getConnection()) {
      int version = Integer.parseInt(show(connection, "server_version_num"));
      if (version < OLDEST_VERSION)
        throw new DatabaseProblem(
            "Ixion needs PostgreSQL 14 or newer; found "
                + show(connection, "server_version")
                + " at "
                + place.shownUrl());
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"})
        if (show(connection, setting).equals("off")) notDurable(setting, embedded);
    } catch (SQLException e) {
      throw new DatabaseProblem(
          "cannot work with the database "
              + place.shownUrl()
              + " as "
              + place.user()
              + ": "
              + Optional.ofNullable(e.getCause()).orElse(e).getMessage()
              + advice(embedded),
          e);
    }
  }

  private static String advice(boolean embedded) {
    if (embedded) return "; see postgres.log in its directory";
    return ". Check "
        + String.join(", ", DatabaseSettings.URL, DatabaseSettings.USER, DatabaseSettings.PASSWORD)
        + ", and that the server runs and lets this user in";
  }

  private static void notDurable(String setting, boolean embedded) {
    if (embedded)
      throw new DatabaseProblem(
          "the embedded database runs with " + setting + " = off; it must be on");
    LOG.warn(
        "the database runs with {} = off: acknowledged work can be lost when it crashes", setting);
  }

  private static String show(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  /** A bounded pool for queries and the read side. */
  public DataSource dataSource() {
    return pool;
  }

  /** The number of this node's life: its sessions carry it, and a fence may refuse it. */
  public Incarnation incarnation() {
    return incarnation;
  }

  public String jdbcUrl() {
    return place.url();
  }

  /** The same, to be shown: without a password that may stand in it. */
  public String shownUrl() {
    return place.shownUrl();
  }

  public String user() {
    return place.user();
  }

  public String password() {
    return place.password();
  }

  /** The settings with which the journal reaches this database. */
  public Config akkaConfig() {
    Map<String, Object> properties =
        Map.of(
            "ApplicationName",
            incarnation.session("journal"),
            "connectTimeout",
            CONNECT_SECONDS,
            "socketTimeout",
            Long.toString(settings.silence().toSeconds()));
    Map<String, Object> db =
        Map.of(
            "url", place.url(),
            "user", place.user(),
            "password", place.password(),
            "connectionInitSql", incarnation.guardSql(),
            "properties", properties,
            "numThreads", settings.journalConnections(),
            "maxConnections", settings.journalConnections(),
            "minConnections", settings.journalConnections());
    return ConfigFactory.parseMap(
        Map.of("akka-persistence-jdbc.shared-databases.slick.db", db), "the database of this node");
  }

  @Override
  public void close() {
    pool.close();
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
