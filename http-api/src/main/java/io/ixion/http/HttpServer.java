package io.ixion.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.pattern.Patterns;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import io.ixion.engine.Engine;
import io.ixion.http.agent.AgentRoutes;
import io.ixion.http.agent.AgentStream;
import io.ixion.http.exchange.Client;
import io.ixion.http.exchange.Dispatcher;
import io.ixion.http.exchange.Drain;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.EndpointTable;
import io.ixion.http.interaction.InteractionQueries;
import io.ixion.http.interaction.InteractionRoutes;
import io.ixion.http.offer.OfferRoutes;
import io.ixion.http.operations.Metrics;
import io.ixion.http.operations.OperationsRoutes;
import io.ixion.http.problem.Problem;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.ProblemResponses;
import io.ixion.http.queue.QueueRoutes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The API on one port. Ends with its actor system: first it sends its clients elsewhere, for {@code
 * drain} at most, then it takes no more connections and ends the event streams, then it lets open
 * requests finish, within {@code stop-timeout}.
 */
public final class HttpServer {
  private static final Duration DRAIN_LOOK = Duration.ofMillis(50);

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final AgentStream stream;
  private final Metrics metrics;
  private final Dispatcher dispatcher;
  private final Drain drain;
  private volatile InetSocketAddress address;

  /** The API of this engine, not yet to be reached by anybody. */
  public HttpServer(
      ActorSystem<?> system,
      Engine engine,
      OperationsRoutes.DatabaseProbe database,
      HttpSettings settings) {
    this.system = system;
    this.settings = settings;
    drain = new Drain(settings.drain());
    stream = new AgentStream(engine.agents(), settings.streams());
    metrics = new Metrics(engine::figures);
    system.getWhenTerminated().thenRun(metrics::close);
    metrics.gauge("agent.streams", "Open event streams of agents", stream::open);
    var operations = new OperationsRoutes(engine::figures, database, metrics, drain);
    var endpoints = new EndpointTable(endpoints(engine, stream, operations));
    Materializer materializer = SystemMaterializer.get(system).materializer();
    dispatcher =
        new Dispatcher(
            endpoints,
            new Dispatcher.RequestLimits(settings.maxBody(), settings.bodyTimeout()),
            materializer,
            metrics);
  }

  /** Opens the port; the stage fails when the address is not to be had. */
  public CompletionStage<Done> open() {
    return Http.get(system)
        .newServerAt(settings.listen(), settings.port())
        .bindFlow(Flow.fromMaterializer((flow, attributes) -> connection()))
        .thenApply(
            binding -> {
              address = binding.localAddress();
              drainFirst();
              stopWith(binding);
              return Done.getInstance();
            });
  }

  /**
   * The requests of one connection, one after the other. Each knows when its client goes, so that
   * an event stream ends then and not at the next write that fails.
   */
  private Flow<HttpRequest, HttpResponse, NotUsed> connection() {
    var client = new Client();
    return Flow.<HttpRequest>create()
        .watchTermination(
            (ignored, end) -> {
              end.whenComplete((done, failure) -> client.gone().complete(Done.getInstance()));
              return NotUsed.getInstance();
            })
        .map(request -> drain.asked(request, System.nanoTime()))
        .mapAsync(1, request -> dispatcher.handle(timed(request.addAttribute(Client.KEY, client))))
        .map(drain::last);
  }

  /** Every operation there is. */
  static List<Endpoint> endpoints(Engine engine, AgentStream stream, OperationsRoutes operations) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(new InteractionRoutes(engine.interactions(), engine.queues()).endpoints());
    endpoints.addAll(new InteractionQueries(engine.interactions(), engine.reports()).endpoints());
    endpoints.addAll(new AgentRoutes(engine.agents(), stream).endpoints());
    endpoints.addAll(new OfferRoutes(engine.interactions()).endpoints());
    endpoints.addAll(new QueueRoutes(engine.queues()).endpoints());
    endpoints.addAll(operations.endpoints());
    return endpoints;
  }

  /** What {@code /metrics} shows. */
  public Metrics metrics() {
    return metrics;
  }

  /** Where it is to be reached, once it is open. */
  public URI uri() {
    String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + address.getPort());
  }

  /** The server's own answer, should an endpoint not give one within {@code request-timeout}. */
  private static HttpRequest timed(HttpRequest request) {
    request
        .getHeader(akka.http.javadsl.model.headers.TimeoutAccess.class)
        .ifPresent(header -> header.timeoutAccess().updateHandler(HttpServer::tooLate));
    return request;
  }

  private static HttpResponse tooLate(HttpRequest request) {
    return ProblemResponses.of(
        Problem.of(
            ProblemCodes.UNAVAILABLE,
            "expected an answer within the request timeout; there is none yet"),
        request.getUri().path());
  }

  private void drainFirst() {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "http-drain",
            () -> {
              drain.begin(System.nanoTime());
              return drained();
            });
  }

  private CompletionStage<Done> drained() {
    return drain.isOver(System.nanoTime())
        ? CompletableFuture.completedFuture(Done.getInstance())
        : Patterns.after(DRAIN_LOOK, system, this::drained);
  }

  private void stopWith(ServerBinding binding) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "http-unbind",
        () ->
            binding
                .unbind()
                .thenApply(
                    done -> {
                      stream.close();
                      return Done.getInstance();
                    }));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "http-requests",
        () ->
            binding.terminate(settings.stopTimeout()).thenApply(terminated -> Done.getInstance()));
  }
}
