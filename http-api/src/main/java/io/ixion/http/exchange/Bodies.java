package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.Materializer;
import akka.util.ByteString;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the bodies of requests: bounded in bytes and time, each and all of them together. */
final class Bodies {
  private static final int LONGEST_NOTHING = 64;

  /** Each chunk has a price of its own, however small it is: 250,000 in a body ended a node. */
  private static final int MOST_CHUNKS = 16 * 1_024;

  private final int most;
  private final Duration timeout;
  private final ByteBudget arriving;
  private final Materializer materializer;

  Bodies(int most, Duration timeout, ByteBudget arriving, Materializer materializer) {
    this.most = most;
    this.timeout = timeout;
    this.arriving = arriving;
    this.materializer = materializer;
  }

  CompletionStage<byte[]> read(HttpRequest request) {
    HttpEntity entity = request.entity();
    var length = entity.getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > most)
      throw tooLarge(length.getAsLong() + " bytes");
    if (entity instanceof HttpEntity.Strict strict)
      return CompletableFuture.completedFuture(strict.getData().toArray());
    var taken = new AtomicLong();
    var pieces = new AtomicLong();
    return withoutTrailers(entity)
        .withSizeLimit(most)
        .getDataBytes()
        .map(piece -> counted(piece, taken, pieces))
        .completionTimeout(timeout)
        .runFold(new ByteArrayOutputStream(), Bodies::with, materializer)
        .handle(
            (whole, failure) -> {
              arriving.giveBack(taken.get());
              return arrived(whole, failure);
            });
  }

  /** What has come counts, and not what was announced: announcing costs a client nothing. */
  private ByteString counted(ByteString piece, AtomicLong taken, AtomicLong pieces) {
    if (pieces.incrementAndGet() > MOST_CHUNKS)
      throw new RefusedRequest(
          ProblemCodes.BODY_TOO_LARGE, "expected at most " + MOST_CHUNKS + " chunks; found more");
    if (!arriving.take(piece.size()))
      throw new RefusedRequest(
          ProblemCodes.OVERLOADED,
          "expected room for the body; too many others are arriving. Nothing was done");
    taken.addAndGet(piece.size());
    return piece;
  }

  /** Copied: a piece holds on to all that came with it. */
  private static ByteArrayOutputStream with(ByteArrayOutputStream whole, ByteString piece) {
    whole.writeBytes(piece.toArray());
    return whole;
  }

  /** Reads a body where none is wanted: some clients send null or an empty object for nothing. */
  CompletionStage<byte[]> nothing(HttpRequest request) {
    long length = request.entity().getContentLengthOption().orElse(0);
    if (request.method().isSafe() || length > LONGEST_NOTHING) throw unwanted();
    return read(request)
        .thenApply(
            bytes -> {
              String text = new String(bytes, StandardCharsets.US_ASCII).strip();
              if (text.isEmpty() || text.equals("null") || text.matches("\\{\\s*}")) return bytes;
              throw unwanted();
            });
  }

  private static RefusedRequest unwanted() {
    return new RefusedRequest(
        ProblemCodes.INVALID_REQUEST, "expected no body for this operation; found one");
  }

  /** Trailers mean nothing here, but may hide what follows as headers may. */
  private static HttpEntity withoutTrailers(HttpEntity entity) {
    if (!(entity instanceof HttpEntity.Chunked chunked)) return entity;
    return HttpEntities.createChunked(
        chunked.getContentType(),
        chunked
            .getChunks()
            .map(
                part -> {
                  for (HttpHeader trailer : part.getTrailerHeaders()) Headers.requireAscii(trailer);
                  return part.isLastChunk() ? ByteString.emptyByteString() : part.data();
                })
            .filter(data -> !data.isEmpty()));
  }

  private byte[] arrived(ByteArrayOutputStream whole, Throwable failure) {
    if (failure == null) return whole.toByteArray();
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Headers.Unreadable unreadable) throw unreadable;
    if (cause instanceof RefusedRequest refused) throw refused;
    if (cause instanceof akka.http.scaladsl.model.EntityStreamSizeException) throw tooLarge("more");
    if (cause instanceof java.util.concurrent.TimeoutException)
      throw new RefusedRequest(
          ProblemCodes.REQUEST_TIMEOUT,
          "expected the whole body within " + timeout + "; it is not complete");
    throw new RefusedRequest(
        ProblemCodes.MALFORMED_HTTP, "expected a complete body; found: " + cause.getMessage());
  }

  private RefusedRequest tooLarge(String found) {
    return new RefusedRequest(
        ProblemCodes.BODY_TOO_LARGE, "expected at most " + most + " bytes; found " + found);
  }
}
