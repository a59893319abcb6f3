package io.ixion.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SchemaIT {
  private static final int NODES = 3;

  @Test
  void isMadeOnceHoweverManyNodesStartTogether() throws Exception {
    try (HikariDataSource source = source(SharedServer.emptyDatabase())) {
      List<CompletableFuture<Void>> nodes =
          IntStream.range(0, NODES)
              .mapToObj(node -> CompletableFuture.runAsync(() -> Schema.migrate(source)))
              .toList();
      CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
      assertThat(applied(source)).isEqualTo("1,2,3,4,5,6");
    }
  }

  @Test
  void theUsersOwnDatabaseIsUsedAsItIs() throws Exception {
    DatabaseSettings settings = SharedServer.emptyDatabase();
    for (int start = 0; start < 2; start++)
      try (Database database = Database.open(settings);
          Connection connection = database.dataSource().getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
    try (HikariDataSource source = source(settings)) {
      assertThat(applied(source)).isEqualTo("1,2,3,4,5,6");
    }
    assertThat(settings.dataDirectory()).doesNotExist();
  }

  @Test
  void aPoolerThatLendsOneSessionToTwoIsRefused() throws Exception {
    try (HikariDataSource direct = source(SharedServer.emptyDatabase());
        Connection shared = direct.getConnection()) {
      assertThatCode(() -> OwnSessions.check(direct, "here")).doesNotThrowAnyException();
      assertThatThrownBy(() -> OwnSessions.check(lending(shared), "here"))
          .isInstanceOf(DatabaseProblem.class)
          .hasMessageContaining("found two connections in the same one");
    }
  }

  /** Everybody gets the same session, and gives it back without ending it. */
  private static DataSource lending(Connection session) {
    ClassLoader loader = SchemaIT.class.getClassLoader();
    Object lent =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(session, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> lent);
  }

  private static HikariDataSource source(DatabaseSettings settings) {
    DatabaseSettings.Own place = settings.own().orElseThrow();
    var source = new HikariDataSource();
    source.setJdbcUrl(place.url());
    source.setUsername(place.user());
    source.setPassword(place.password());
    return source;
  }

  private static String applied(HikariDataSource source) throws Exception {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select string_agg(version, ',' order by installed_rank) from schema_history"
                    + " where success")) {
      row.next();
      return row.getString(1);
    }
  }
}
