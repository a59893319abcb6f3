package io.ixion.http.exchange;

import akka.Done;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.BackpressureTimeoutException;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.ixion.http.problem.OncePerSecond;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Hands answers to their connections a piece at a time and counts what clients have not fetched
 * yet. A client that takes none for {@code patience} loses its connection, and the memory is free
 * again.
 */
public final class Delivery {
  /** Smaller answers take less than their connection does. */
  private static final int SMALL = 8 * 1_024;

  private static final int PIECE = 16 * 1_024;

  private final UnfetchedBytes unfetched;
  private final Duration patience;
  private final LongSupplier clock;
  private final OncePerSecond lost;

  /**
   * @param patience how long a client may take nothing
   * @param lost where clients are told of that took nothing for longer
   */
  public Delivery(
      UnfetchedBytes unfetched, Duration patience, LongSupplier clock, OncePerSecond lost) {
    this.lost = lost;
    this.unfetched = unfetched;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Whether an answer of this kind may be made: not many of the large ones while much is waiting to
   * be fetched. What changes something is answered always, and shortly.
   */
  boolean hasRoom(String tenant, Endpoint.Kind kind) {
    return switch (kind) {
      case LISTS -> unfetched.hasRoom(tenant);
      case READS, FIGURES -> !unfetched.isOverfull(tenant);
      case INTAKE, COMMANDS, OPERATIONS -> true;
    };
  }

  /**
   * @param headOnly nobody will ask for the entity: for the answer to HEAD, or to a request that
   *     was answered already for it took too long
   */
  HttpResponse to(Client client, HttpResponse response, boolean headOnly) {
    if (response.entity() instanceof HttpEntity.Strict whole) {
      if (!headOnly && whole.getData().size() > SMALL)
        return response.withEntity(inPieces(client, whole));
      client.answered(clock.getAsLong());
      return response;
    }
    if (headOnly) {
      client.answered(clock.getAsLong());
      return response;
    }
    client.answered(client.gone(), clock); // a stream, which ends with its connection
    return response;
  }

  private HttpEntity.Default inPieces(Client client, HttpEntity.Strict whole) {
    ByteString data = whole.getData();
    var fetched = new CompletableFuture<Done>();
    String tenant = client.tenant();
    client.answered(fetched, clock);
    Source<ByteString, Object> pieces =
        Source.<ByteString>fromIterator(() -> new Pieces(data))
            .backpressureTimeout(patience)
            .watchTermination(
                (created, end) -> {
                  unfetched.charge(tenant, data.size());
                  end.whenComplete(
                      (done, failure) -> {
                        unfetched.giveBack(tenant, data.size());
                        if (failure instanceof BackpressureTimeoutException)
                          lost.add("not fetched for " + patience, data.size() + " bytes");
                        fetched.complete(Done.getInstance());
                      });
                  return created;
                });
    return HttpEntities.create(whole.getContentType(), data.size(), pieces);
  }

  private static final class Pieces implements Iterator<ByteString> {
    private final ByteString data;
    private int at;

    Pieces(ByteString data) {
      this.data = data;
    }

    @Override
    public boolean hasNext() {
      return at < data.size();
    }

    @Override
    public ByteString next() {
      if (!hasNext()) throw new NoSuchElementException("all of it is fetched");
      int end = Math.min(data.size(), at + PIECE);
      ByteString piece = data.slice(at, end);
      at = end;
      return piece;
    }
  }
}
