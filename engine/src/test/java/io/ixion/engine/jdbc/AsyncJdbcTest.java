package io.ixion.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.kernel.Unavailable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncJdbcTest {
  private final AsyncJdbc jdbc =
      new AsyncJdbc(nothing(DataSource.class), 1, 2, Duration.ofMinutes(1));
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch entered = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    jdbc.close();
  }

  @Test
  void givesTheResult() throws Exception {
    assertThat(jdbc.run(connection -> 42).toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isEqualTo(42);
  }

  @Test
  void anErrorOfTheDatabaseIsUnavailable() throws Exception {
    assertThat(failure(jdbc.run(AsyncJdbcTest::refused))).isInstanceOf(Unavailable.class);
  }

  @Test
  void whateverElseHappensTheCallerHearsOfIt() throws Exception {
    assertThat(failure(jdbc.run(connection -> broken(new IllegalStateException("a bug")))))
        .hasMessage("a bug");
    assertThat(failure(jdbc.run(connection -> broken(new StackOverflowError("too deep")))))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void refusesWhatDoesNotFitIntoTheQueue() throws Exception {
    occupy();
    CompletionStage<Integer> first = jdbc.run(connection -> 1);
    CompletionStage<Integer> second = jdbc.run(connection -> 2);
    assertThat(failure(jdbc.run(connection -> 3)))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("too many");
    gate.countDown();
    assertThat(first.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void refusesWhatHasWaitedTooLong() throws Exception {
    try (var impatient = new AsyncJdbc(nothing(DataSource.class), 1, 2, Duration.ofNanos(-1))) {
      assertThat(failure(impatient.run(connection -> 1)))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("wait");
    }
  }

  @Test
  void tellsWhoWaitsThatItCloses() throws Exception {
    occupy();
    CompletionStage<Integer> waiting = jdbc.run(connection -> 1);
    jdbc.close();
    assertThat(failure(waiting)).isInstanceOf(Unavailable.class);
  }

  private void occupy() throws InterruptedException {
    jdbc.run(
        connection -> {
          entered.countDown();
          try {
            return gate.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException closed) {
            return false;
          }
        });
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static Integer refused(Connection connection) throws SQLException {
    throw new SQLException("no");
  }

  private static Integer broken(RuntimeException bug) {
    throw bug;
  }

  private static Integer broken(Error bug) {
    throw bug;
  }

  private static Throwable failure(CompletionStage<?> stage) throws Exception {
    try {
      stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
      throw new AssertionError("expected a failure");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  /** A data source whose connections do nothing. */
  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getReturnType() == Connection.class ? nothing(Connection.class) : null));
  }
}
