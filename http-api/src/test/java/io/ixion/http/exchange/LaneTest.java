package io.ixion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.ixion.http.exchange.Lane.Turn;
import io.ixion.http.problem.RefusedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Duration LONGEST = Duration.ofMillis(500);
  private final Lane lane = new Lane("test", new Lane.Limits(2, 6, LONGEST));
  private long now;

  @Test
  void servesSoManyAtOnceAndTheOthersInTheirOrder() {
    List<CompletableFuture<Turn>> all = enter("a", 4);
    assertThat(done(all)).containsExactly(true, true, false, false);
    all.get(1).join().end(now);
    assertThat(done(all)).containsExactly(true, true, true, false);
    all.get(0).join().end(now);
    assertThat(done(all)).containsExactly(true, true, true, true);
    assertThat(lane.inside()).isEqualTo(2);
    assertThat(lane.waiting()).isZero();
  }

  @Test
  void refusesWhenHalfOfThePlacesAreOneTenantsAndWhenAllAreTaken() {
    List<CompletableFuture<Turn>> own = enter("a", 6);
    assertThat(own.get(4).isDone()).isFalse();
    assertThat(refused(own.get(5))).as("the fourth of one tenant to wait").isTrue();
    List<CompletableFuture<Turn>> other = enter("b", 4);
    assertThat(other.get(2).isDone()).isFalse();
    assertThat(refused(other.get(3))).isTrue();
    assertThat(refused(enter("c", 1).get(0))).as("no place is left").isTrue();
  }

  @Test
  void tenantsTakeTurns() {
    List<CompletableFuture<Turn>> a = enter("a", 5);
    List<CompletableFuture<Turn>> b = enter("b", 2);
    a.get(0).join().end(now);
    a.get(1).join().end(now);
    assertThat(done(a)).containsExactly(true, true, true, false, false);
    assertThat(done(b)).containsExactly(true, false);
  }

  @Test
  void whoHasWaitedTooLongIsTold() {
    List<CompletableFuture<Turn>> all = enter("a", 4);
    now += LONGEST.toNanos();
    lane.expire(now);
    assertThat(all.get(2).isDone()).isFalse();
    lane.expire(now + 1);
    assertThat(refused(all.get(2))).isTrue();
    assertThat(lane.waiting()).isZero();
    all.get(0).join().end(now);
    assertThat(enter("a", 1).get(0).isDone()).isTrue();
  }

  @Test
  void whoWouldWaitTooLongIsRefusedAtOnce() {
    for (int i = 0; i < 200; i++) {
      Turn turn = lane.enter("a", now).toCompletableFuture().join();
      now += Duration.ofSeconds(2).toNanos();
      turn.end(now);
    }
    List<CompletableFuture<Turn>> all = enter("a", 3);
    assertThat(refused(all.get(2))).as("a turn comes free once a second").isTrue();
  }

  @Test
  void turnsThatEndAtOnceAreHandedOnWithoutEnd() {
    var deep = new Lane("deep", new Lane.Limits(1, 200_000, Duration.ofMinutes(1)));
    Turn first = deep.enter("a", now).toCompletableFuture().join();
    var served = new java.util.concurrent.atomic.AtomicInteger();
    for (int i = 0; i < 100_000; i++)
      deep.enter("a", now)
          .thenAccept(
              turn -> {
                served.incrementAndGet();
                turn.end(now);
              });
    first.end(now);
    assertThat(served).hasValue(100_000);
    assertThat(deep.inside()).isZero();
  }

  @Test
  void countsStayRightWhateverHappens() {
    var random = new Random(7);
    var open = new ArrayList<CompletableFuture<Turn>>();
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(50_000_000);
      if (random.nextInt(3) > 0) open.add(enter("t" + random.nextInt(4), 1).get(0));
      else if (!open.isEmpty()) {
        var one = open.get(random.nextInt(open.size()));
        if (one.isDone() && !one.isCompletedExceptionally()) {
          one.join().end(now);
          open.remove(one);
        }
      }
      if (random.nextInt(10) == 0) lane.expire(now);
      open.removeIf(CompletableFuture::isCompletedExceptionally);
      assertThat(lane.inside())
          .isEqualTo((int) open.stream().filter(CompletableFuture::isDone).count());
      assertThat(lane.inside()).isLessThanOrEqualTo(2);
      assertThat(lane.waiting()).isEqualTo(open.size() - lane.inside()).isLessThanOrEqualTo(6);
      if (lane.waiting() > 0) assertThat(lane.inside()).isEqualTo(2);
    }
  }

  private List<CompletableFuture<Turn>> enter(String tenant, int times) {
    var entered = new ArrayList<CompletableFuture<Turn>>();
    for (int i = 0; i < times; i++) entered.add(lane.enter(tenant, now).toCompletableFuture());
    return entered;
  }

  private static List<Boolean> done(List<CompletableFuture<Turn>> turns) {
    return turns.stream().map(CompletableFuture::isDone).toList();
  }

  private static boolean refused(CompletableFuture<Turn> turn) {
    return turn.isCompletedExceptionally()
        && turn.handle((done, failure) -> failure instanceof RefusedRequest).join();
  }
}
