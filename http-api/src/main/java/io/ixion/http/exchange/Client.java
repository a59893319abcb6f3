package io.ixion.http.exchange;

import akka.Done;
import akka.http.javadsl.model.AttributeKey;
import akka.stream.UniqueKillSwitch;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The other end of a connection, and how it stands with it. */
public final class Client {
  /** Under which every request carries its client. */
  public static final AttributeKey<Client> KEY = AttributeKey.create("client", Client.class);

  private static final CompletionStage<Done> NOTHING_TO_FETCH =
      CompletableFuture.completedFuture(Done.getInstance());

  private final CompletableFuture<Done> gone = new CompletableFuture<>();
  private volatile Optional<UniqueKillSwitch> connection = Optional.empty();
  private volatile CompletionStage<Done> fetched = NOTHING_TO_FETCH;
  private volatile boolean isDistrusted;
  private volatile boolean isServed;
  private volatile boolean hasAsked;
  private volatile String tenant = "";
  private volatile long quietSince;

  public Client(long now) {
    quietSince = now;
  }

  void connected(UniqueKillSwitch with) {
    connection = Optional.of(with);
  }

  /** Completes when it has closed the connection. */
  public CompletableFuture<Done> gone() {
    return gone;
  }

  /** Completes when it has fetched its last answer; before that nothing more is done for it. */
  CompletionStage<Done> fetched() {
    return fetched;
  }

  /** From now on nothing that comes on this connection is believed to be a request. */
  void distrust() {
    isDistrusted = true;
  }

  boolean isDistrusted() {
    return isDistrusted;
  }

  /** On whose behalf it asks now. */
  void asksFor(String which) {
    tenant = which;
  }

  String tenant() {
    return tenant;
  }

  void asks() {
    isServed = true;
    hasAsked = true;
  }

  /** Its answer is on the way. */
  void answered(CompletionStage<Done> untilFetched, java.util.function.LongSupplier clock) {
    var free = new CompletableFuture<Done>();
    fetched = free;
    untilFetched.whenComplete(
        (done, failure) -> {
          quietSince = clock.getAsLong();
          isServed = false;
          free.complete(Done.getInstance()); // last: the next request is served at once
        });
  }

  void answered(long now) {
    fetched = NOTHING_TO_FETCH;
    quietSince = now;
    isServed = false;
  }

  /** How long nothing was asked and nothing is being answered. */
  long quietFor(long now) {
    return isServed ? 0 : now - quietSince;
  }

  /** Whether it has ever sent a whole head of a request. */
  boolean hasAsked() {
    return hasAsked;
  }

  void disconnect() {
    connection.ifPresent(UniqueKillSwitch::shutdown);
  }
}
