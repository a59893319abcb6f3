package io.ixion.http.exchange;

import akka.Done;
import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.KillSwitches;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The API's connections: on each of them one request after the other, the next when the answer to
 * the last was fetched, and none for ever without a whole request.
 */
public final class Connections {
  private final Dispatcher dispatcher;
  private final Delivery delivery;
  private final ConnectionDrain drain;
  private final Patience patience;
  private final LongSupplier clock;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();

  /**
   * How long a connection may be open without a whole head of a request.
   *
   * @param first from its begin
   * @param next after an answer
   * @param answer after which Akka has answered a request by itself
   */
  public record Patience(Duration first, Duration next, Duration answer) {}

  public Connections(
      Dispatcher dispatcher,
      Delivery delivery,
      ConnectionDrain drain,
      Patience patience,
      LongSupplier clock) {
    this.dispatcher = dispatcher;
    this.delivery = delivery;
    this.drain = drain;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * One connection. Each request knows when its client goes, so that an event stream ends then and
   * not at the next write that fails.
   */
  public Flow<HttpRequest, HttpResponse, NotUsed> connection() {
    var client = new Client(clock.getAsLong());
    return Flow.<HttpRequest>create()
        .viaMat(KillSwitches.single(), Keep.right())
        .watchTermination(
            (connection, end) -> {
              client.connected(connection);
              clients.add(client);
              end.whenComplete(
                  (done, failure) -> {
                    clients.remove(client);
                    client.gone().complete(Done.getInstance());
                  });
              return NotUsed.getInstance();
            })
        .map(request -> drain.asked(request, clock.getAsLong()))
        .mapAsync(1, request -> client.fetched().thenCompose(done -> serve(client, request)))
        .map(Guards::on)
        .map(drain::last);
  }

  private CompletionStage<HttpResponse> serve(Client client, HttpRequest request) {
    if (client.isDistrusted())
      return CompletableFuture.completedFuture(Dispatcher.unreadable(request));
    client.asks();
    long start = clock.getAsLong();
    boolean isHead = request.method().value().equals("HEAD");
    return dispatcher
        .handle(request.addAttribute(Client.KEY, client))
        .thenApply(
            response -> {
              boolean tooLate = clock.getAsLong() - start > patience.answer().toNanos();
              return delivery.to(client, response, isHead || tooLate);
            });
  }

  /** Closes those of which nobody has heard anything for too long; to be called now and then. */
  public void look(long now) {
    for (Client client : clients) {
      Duration limit = client.hasAsked() ? patience.next() : patience.first();
      if (client.quietFor(now) > limit.toNanos()) client.disconnect();
    }
  }

  public int open() {
    return clients.size();
  }
}
