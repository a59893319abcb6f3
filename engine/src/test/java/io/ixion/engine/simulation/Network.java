package io.ixion.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Time, chance and messages of a simulated cluster: while it is faulty, messages get lost, come
 * twice, late and in any order. One seed gives one course of things.
 */
final class Network {
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private record Event(Instant at, long number, Runnable what) {}

  final Random random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private Instant now = Instant.parse("2026-01-01T08:00:00Z");
  private Instant lastArrival = now;
  private long number;
  private boolean faulty = true;

  Network(long seed) {
    this.random = new Random(seed);
  }

  Instant now() {
    return now;
  }

  boolean isFaulty() {
    return faulty;
  }

  void heal() {
    faulty = false;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextInt((int) longest.toMillis()));
  }

  /** Sends a message. */
  void send(Runnable delivery) {
    if (faulty && chance(8)) return;
    after(delay(), delivery);
    if (faulty && chance(8)) after(delay(), delivery);
  }

  private Duration delay() {
    if (!faulty) return inOrder(Duration.ofMillis(1 + random.nextInt(5)));
    return chance(10) ? upTo(Duration.ofSeconds(15)) : upTo(Duration.ofMillis(200));
  }

  /** What one sends another arrives in the order in which it was sent. */
  private Duration inOrder(Duration delay) {
    Instant arrives = now.plus(delay);
    if (arrives.isAfter(lastArrival)) lastArrival = arrives;
    return Duration.between(now, lastArrival);
  }

  /** Asks an owner; the answer is empty when none arrives in time. */
  <T> void ask(Supplier<T> owner, Consumer<Optional<T>> asker) {
    boolean[] answered = {false};
    Consumer<Optional<T>> once =
        answer -> {
          if (answered[0]) return;
          answered[0] = true;
          asker.accept(answer);
        };
    send(
        () -> {
          T answer = owner.get();
          send(() -> once.accept(Optional.of(answer)));
        });
    after(ASK_TIMEOUT, () -> once.accept(Optional.empty()));
  }

  /** The same of an owner that answers later, in its own way. */
  <T> void askLater(Consumer<Consumer<T>> owner, Consumer<Optional<T>> asker) {
    boolean[] answered = {false};
    Consumer<Optional<T>> once =
        answer -> {
          if (answered[0]) return;
          answered[0] = true;
          asker.accept(answer);
        };
    for (Duration again = Duration.ZERO;
        again.compareTo(ASK_TIMEOUT) < 0;
        again = again.plus(ASK_AGAIN))
      after(
          again,
          () -> {
            if (!answered[0]) send(() -> owner.accept(answer -> once.accept(Optional.of(answer))));
          });
    after(ASK_TIMEOUT, () -> once.accept(Optional.empty()));
  }

  /** A timer: reliable, as it never leaves its actor. */
  void after(Duration delay, Runnable what) {
    events.add(new Event(now.plus(delay), number++, what));
  }

  void every(Duration interval, Runnable what) {
    after(
        interval,
        () -> {
          what.run();
          every(interval, what);
        });
  }

  void run(Duration time, Runnable afterEach) {
    Instant end = now.plus(time);
    while (!events.isEmpty() && !events.peek().at.isAfter(end)) {
      Event next = events.poll();
      now = next.at;
      next.what.run();
      afterEach.run();
    }
    now = end;
  }
}
