package io.ixion.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.settings.ParserSettings;
import akka.http.javadsl.settings.ServerSettings;
import akka.pattern.Patterns;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Flow;
import io.ixion.engine.Engine;
import io.ixion.engine.decision.Unavailable;
import io.ixion.engine.limit.ByteBudget;
import io.ixion.http.agent.AgentRoutes;
import io.ixion.http.agent.AgentStream;
import io.ixion.http.exchange.ConnectionDrain;
import io.ixion.http.exchange.Connections;
import io.ixion.http.exchange.Delivery;
import io.ixion.http.exchange.Dispatcher;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.EndpointTable;
import io.ixion.http.exchange.Lane;
import io.ixion.http.exchange.Lanes;
import io.ixion.http.exchange.Neighbourhood;
import io.ixion.http.exchange.UnfetchedBytes;
import io.ixion.http.interaction.InteractionQueries;
import io.ixion.http.interaction.InteractionRoutes;
import io.ixion.http.offer.OfferRoutes;
import io.ixion.http.operations.Metrics;
import io.ixion.http.operations.OperationsRoutes;
import io.ixion.http.problem.Failures;
import io.ixion.http.queue.QueueRoutes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The API on one port. Ends with its actor system: first it sends its clients elsewhere, for {@code
 * drain} at most, then it takes no more connections and ends the event streams, then it lets open
 * requests finish, within {@code stop-timeout}.
 */
public final class HttpServer {
  private static final Duration DRAIN_LOOK = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int LOOKS_A_SECOND = 10;

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final AgentStream stream;
  private final Metrics metrics;
  private final Lanes lanes;
  private final Failures failures = new Failures();
  private final Connections connections;
  private final ConnectionDrain drain;
  private volatile InetSocketAddress address;
  private int looks;

  /** The API of this engine, not yet to be reached by anybody. */
  public HttpServer(
      ActorSystem<?> system,
      Engine engine,
      OperationsRoutes.DatabaseProbe database,
      HttpSettings settings) {
    this.system = system;
    this.settings = settings;
    HttpSettings.Limits limits = settings.limits();
    drain = new ConnectionDrain(settings.drain());
    var unfetched = new UnfetchedBytes(limits.maxUnfetched());
    var arriving = new ByteBudget(limits.maxArriving());
    stream =
        new AgentStream(
            engine.agents(), settings.streams(), limits.fetchTimeout(), failures.often());
    metrics = new Metrics(engine::figures);
    system.getWhenTerminated().thenRun(metrics::close);
    lanes = new Lanes(settings.lanes());
    var operations = new OperationsRoutes(engine::figures, database, metrics, drain);
    var delivery =
        new Delivery(unfetched, limits.fetchTimeout(), System::nanoTime, failures.often());
    var dispatcher =
        new Dispatcher(
            new EndpointTable(endpoints(engine, stream, operations)),
            new Dispatcher.RequestLimits(limits.maxBody(), limits.bodyTimeout(), arriving),
            SystemMaterializer.get(system).materializer(),
            new Dispatcher.Shared(
                new Neighbourhood(
                    settings.listen(), settings.allowedHosts(), settings.allowedOrigins()),
                delivery,
                lanes,
                failures,
                metrics,
                System::nanoTime));
    connections =
        new Connections(
            dispatcher,
            delivery,
            drain,
            new Connections.Patience(
                limits.headTimeout(), limits.idleTimeout(), limits.requestTimeout()),
            System::nanoTime);
    show(unfetched, arriving);
  }

  private void show(UnfetchedBytes unfetched, ByteBudget arriving) {
    metrics.gauge("agent.streams", "Open event streams of agents", stream::open);
    metrics.gauge("http.connections", "Open connections of the API", connections::open);
    metrics.gauge("http.unfetched", "Bytes that clients have not fetched", unfetched::all);
    metrics.gauge("http.behind", "Bytes that event streams have yet to send", stream::waiting);
    metrics.gauge("http.arriving", "Bytes of bodies that are arriving", arriving::taken);
    for (Lane lane : lanes.all()) {
      metrics.gauge(
          "http.served", "Requests that are served now", "lane", lane.name(), lane::inside);
      metrics.gauge(
          "http.waiting", "Requests that wait for a turn", "lane", lane.name(), lane::waiting);
    }
  }

  /** Opens the port; the stage fails when the address is not to be had. */
  public CompletionStage<Done> open() {
    Cancellable look =
        system
            .scheduler()
            .scheduleWithFixedDelay(LOOK, LOOK, this::look, system.executionContext());
    system.getWhenTerminated().thenRun(look::cancel);
    return Http.get(system)
        .newServerAt(settings.listen(), settings.port())
        .withSettings(serverSettings())
        .bindFlow(
            Flow.fromMaterializer((flow, attributes) -> timed().via(connections.connection())))
        .thenApply(
            binding -> {
              address = binding.localAddress();
              drainFirst();
              stopWith(binding);
              return Done.getInstance();
            });
  }

  /** Whoever has waited too long is told so. */
  private void look() {
    long now = System.nanoTime();
    lanes.expire(now);
    if (++looks % LOOKS_A_SECOND != 0) return;
    connections.look(now);
    failures.flush();
  }

  /**
   * Akka takes JSON for UTF-8 whatever its charset parameter says, unless it is told that there may
   * be another one.
   */
  private ServerSettings serverSettings() {
    var parser =
        ParserSettings.forServer(system)
            .withCustomMediaTypes(withCharset("json"), withCharset("merge-patch+json"));
    return ServerSettings.create(Adapter.toClassic(system)).withParserSettings(parser);
  }

  private static MediaType withCharset(String subtype) {
    return MediaTypes.customWithOpenCharset("application", subtype, Map.of(), false);
  }

  /** Every operation there is. */
  static List<Endpoint> endpoints(Engine engine, AgentStream stream, OperationsRoutes operations) {
    var endpoints = new ArrayList<Endpoint>();
    endpoints.addAll(new InteractionRoutes(engine.interactions(), engine.queues()).endpoints());
    endpoints.addAll(new InteractionQueries(engine.interactions(), engine.reports()).endpoints());
    endpoints.addAll(new AgentRoutes(engine.agents(), stream).endpoints());
    endpoints.addAll(new OfferRoutes(engine.interactions(), engine.agents()).endpoints());
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
  private Flow<HttpRequest, HttpRequest, NotUsed> timed() {
    return Flow.<HttpRequest>create()
        .map(
            request -> {
              request
                  .getHeader(akka.http.javadsl.model.headers.TimeoutAccess.class)
                  .ifPresent(header -> header.timeoutAccess().updateHandler(this::tooLate));
              return request;
            });
  }

  private HttpResponse tooLate(HttpRequest request) {
    boolean asksOnly = request.method().isSafe();
    boolean isRepeatable =
        request.method().isIdempotent() || request.getHeader("Idempotency-Key").isPresent();
    return failures
        .answer(
            new Unavailable(
                "expected an answer within the request timeout; there is none yet", null),
            request.getUri().getPathString(),
            asksOnly,
            isRepeatable)
        .addHeader(Connection.create("close")); // as Akka does after it, without saying so
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
