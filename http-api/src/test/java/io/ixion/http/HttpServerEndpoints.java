package io.ixion.http;

import io.ixion.http.agent.AgentStream;
import io.ixion.http.exchange.ConnectionDrain;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.operations.Metrics;
import io.ixion.http.operations.OperationsRoutes;
import io.ixion.http.problem.OncePerSecond;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The endpoints of the server, for tests that compare them with their description. */
public final class HttpServerEndpoints {
  private HttpServerEndpoints() {}

  public static List<Endpoint> all() {
    var engine = new StubEngine();
    try (var metrics = new Metrics(engine::figures)) {
      var streams =
          new HttpSettings.Streams(1, 1_024, 1_024, Duration.ofSeconds(1), Duration.ofSeconds(1));
      return HttpServer.endpoints(
          engine,
          new AgentStream(
              engine.agents(), streams, Duration.ofSeconds(1), new OncePerSecond(line -> {})),
          new OperationsRoutes(
              engine::figures,
              () -> CompletableFuture.completedFuture(true),
              metrics,
              new ConnectionDrain(Duration.ZERO)));
    }
  }
}
