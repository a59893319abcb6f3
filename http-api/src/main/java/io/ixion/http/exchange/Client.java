package io.ixion.http.exchange;

import akka.Done;
import akka.http.javadsl.model.AttributeKey;
import java.util.concurrent.CompletableFuture;

/**
 * The other end of a request's connection.
 *
 * @param gone completes when it has closed the connection
 */
public record Client(CompletableFuture<Done> gone) {
  /** Under which every request carries its client. */
  public static final AttributeKey<Client> KEY = AttributeKey.create("client", Client.class);

  public Client() {
    this(new CompletableFuture<>());
  }
}
