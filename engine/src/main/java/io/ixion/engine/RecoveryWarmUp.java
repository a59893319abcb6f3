package io.ixion.engine;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ixion.engine.jdbc.AsyncJdbc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Practises on each node what it must be quick at when another one dies: bringing to life what is
 * stored. The first replay of a process costs half a second of loading and compiling, in which it
 * serves nobody. Replays a few of the latest interactions and agents, one after the other: at its
 * start, best before it joins, as the others wait for every answer of a node that takes over
 * shards; and, while there were none, again and again. It only reads, and decides nothing.
 */
final class RecoveryWarmUp extends AbstractBehavior<RecoveryWarmUp.Message> {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int LATEST = 500;
  private static final int OF_EACH = 10;
  private static final Set<String> KINDS = Set.of("interaction", "agent");
  private static final String QUERY =
      "select j.persistence_id from event_journal j order by j.txid desc, j.ordering desc limit ?";

  sealed interface Message {}

  private record Look() implements Message {}

  private record Found(List<String> latest) implements Message {}

  /** One was replayed, as far as it could be. */
  private record Replayed() implements Message {}

  private final AsyncJdbc jdbc;
  private final TimerScheduler<Message> timers;
  private final CompletableFuture<Done> first;
  private final ArrayDeque<String> left = new ArrayDeque<>();
  private final Set<String> practised = new HashSet<>();

  /**
   * @param first completed once everything was replayed that was there at the start, if anything
   */
  static Behavior<Message> create(AsyncJdbc jdbc, CompletableFuture<Done> first) {
    return Behaviors.setup(
        actor -> Behaviors.withTimers(timers -> new RecoveryWarmUp(actor, jdbc, timers, first)));
  }

  private RecoveryWarmUp(
      ActorContext<Message> actor,
      AsyncJdbc jdbc,
      TimerScheduler<Message> timers,
      CompletableFuture<Done> first) {
    super(actor);
    this.first = first;
    this.jdbc = jdbc;
    this.timers = timers;
    look();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> look())
        .onMessage(Found.class, this::onFound)
        .onMessage(Replayed.class, done -> next())
        .build();
  }

  private Behavior<Message> look() {
    getContext()
        .pipeToSelf(
            jdbc.run(RecoveryWarmUp::latest),
            (latest, failure) -> new Found(failure == null ? latest : List.of()));
    return this;
  }

  private Behavior<Message> onFound(Found found) {
    left.addAll(chosen(found.latest(), practised));
    left.forEach(id -> practised.add(kind(id)));
    return next();
  }

  private Behavior<Message> next() {
    String id = left.poll();
    if (id != null) {
      getContext().watchWith(getContext().spawnAnonymous(RecoverOnce.of(id)), new Replayed());
      return this;
    }
    first.complete(Done.getInstance());
    if (practised.containsAll(KINDS)) return Behaviors.stopped();
    timers.startSingleTimer(new Look(), LOOK_AGAIN);
    return this;
  }

  /** The latest few of each kind that was not practised yet. */
  static List<String> chosen(List<String> latest, Set<String> practised) {
    var chosen = new LinkedHashSet<String>();
    for (String kind : KINDS)
      if (!practised.contains(kind))
        latest.stream()
            .filter(id -> kind(id).equals(kind))
            .distinct()
            .limit(OF_EACH)
            .forEach(chosen::add);
    return List.copyOf(chosen);
  }

  private static String kind(String persistenceId) {
    return persistenceId.substring(0, Math.max(0, persistenceId.indexOf('|')));
  }

  private static List<String> latest(Connection connection) throws SQLException {
    var ids = new ArrayList<String>();
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setInt(1, LATEST);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) ids.add(row.getString(1));
      }
    }
    return ids;
  }
}
