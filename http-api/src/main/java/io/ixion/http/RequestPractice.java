package io.ixion.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.TLSPlacebo;
import akka.util.ByteString;
import io.ixion.engine.kernel.InteractionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The first requests of a process, made by itself and without a socket: over every shard, so to
 * every node, and back. They name interactions and a queue of a tenant that nobody has ever heard
 * of, so each of them is refused and changes nothing.
 */
final class RequestPractice {
  private static final int ROUNDS = 60;

  /** However slow the machine is: a node that has not practised enough is only slower at first. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private static final String TENANT = "practice-" + UUID.randomUUID();

  private RequestPractice() {}

  /** Completes when it is over, and fails if the server cannot serve at all. */
  static CompletionStage<Done> run(
      ActorSystem<?> system, Flow<HttpRequest, HttpResponse, NotUsed> connection) {
    Flow<ByteString, ByteString, NotUsed> server =
        Http.get(system).serverLayer().atop(unencrypted()).reversed().join(connection);
    return Source.range(1, ROUNDS)
        .mapConcat(round -> round())
        .via(server)
        .takeWithin(LONGEST)
        .runWith(Sink.ignore(), system);
  }

  private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed>
      unencrypted() {
    return BidiFlow.fromFlows(
            Flow.of(SslTlsOutbound.class),
            Flow.of(SessionBytes.class).map(bytes -> (SslTlsInbound) bytes))
        .atop(TLSPlacebo.getInstance());
  }

  private static List<ByteString> round() {
    String one = "/api/v1/interactions/" + InteractionId.of(UUID.randomUUID());
    return List.of(
        request(
            "POST",
            "/api/v1/interactions",
            "{\"queue\":\"practice\",\"mediaType\":\"task\",\"data\":{\"practice\":true}}"),
        request("PATCH", one, "{\"data\":{\"practice\":true}}"),
        request("GET", one, ""),
        request("POST", one + "/stop", "{\"reason\":\"practice\"}"));
  }

  private static ByteString request(String method, String path, String body) {
    return ByteString.fromString(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: practice\r\nIxion-Tenant: "
            + TENANT
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }
}
