package io.ixion.engine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.engine.decision.NotStorable;
import io.ixion.engine.decision.Unavailable;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncJdbcTest {
  private final AsyncJdbc jdbc =
      new AsyncJdbc(nothing(DataSource.class), 1, 2, Duration.ofMinutes(1), Runnable::run);
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
    try (var impatient =
        new AsyncJdbc(nothing(DataSource.class), 1, 2, Duration.ofNanos(-1), Runnable::run)) {
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

  @Test
  void aFailureOfTheDatabaseIsAwayRefusedOrADefect() throws Exception {
    for (String away :
        Arrays.asList(null, "", "08006", "53300", "57014", "57P01", "40001", "25006"))
      assertThat(failure(jdbc.run(connection -> failed(away))))
          .as(away)
          .isInstanceOf(Unavailable.class);
    for (String refused : List.of("22001", "22021", "23505", "54000"))
      assertThat(failure(jdbc.run(connection -> failed(refused))))
          .as(refused)
          .isInstanceOf(NotStorable.class)
          .hasMessageContaining(refused)
          .hasMessageNotContaining("quoted");
    for (String defect : List.of("42P01", "42601", "0A000", "P0001"))
      assertThat(failure(jdbc.run(connection -> failed(defect))))
          .as(defect)
          .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyAChangeThatWasBegunMayHaveBeenDone() throws Exception {
    assertThat(notDone(failure(jdbc.run(AsyncJdbcTest::refused)))).isTrue();
    assertThat(notDone(failure(jdbc.change(AsyncJdbcTest::refused)))).isFalse();
    try (var none = new AsyncJdbc(unreachable(), 1, 2, Duration.ofMinutes(1), Runnable::run)) {
      assertThat(notDone(failure(none.change(connection -> 1)))).isTrue();
    }
  }

  private static boolean notDone(Throwable failure) {
    return ((Unavailable) failure).isNotDone();
  }

  private static DataSource unreachable() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              throw new SQLException("connection refused", "08001");
            });
  }

  private static Integer failed(String state) throws SQLException {
    throw new SQLException("a quoted value", state);
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
