package io.ixion.http.agent;

import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.agent.Agent;
import io.ixion.engine.agent.AgentCommand;
import io.ixion.engine.agent.AgentProfile;
import io.ixion.engine.agent.Agents;
import io.ixion.engine.decision.Outcome;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.MediaType;
import io.ixion.engine.interaction.Submission;
import io.ixion.http.exchange.Endpoint;
import io.ixion.http.exchange.EntityTag;
import io.ixion.http.exchange.Exchange;
import io.ixion.http.exchange.Responses;
import io.ixion.http.json.Fields;
import io.ixion.http.problem.RefusedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Agents over HTTP: profile, session, states of media, and the stream of what concerns them. */
public final class AgentRoutes {
  private static final String ONE = AgentJson.PATH + "/{id}";

  private final Agents agents;
  private final AgentStream stream;

  public AgentRoutes(Agents agents, AgentStream stream) {
    this.agents = agents;
    this.stream = stream;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(ONE, this::configure).tagged(),
        Endpoint.get(ONE, this::find).tagged(),
        Endpoint.post(ONE + "/session", this::logIn).tagged(),
        Endpoint.delete(ONE + "/session", this::logOut).tagged(),
        Endpoint.post(ONE + "/media/{medium}/ready", this::ready).withoutBody().tagged(),
        Endpoint.post(ONE + "/media/{medium}/not-ready", this::notReady).tagged(),
        Endpoint.get(ONE + "/events", this::events).producing("text/event-stream"));
  }

  private CompletionStage<HttpResponse> configure(Exchange exchange) {
    AgentId id = id(exchange);
    Map<String, Object> body = exchange.json();
    AgentProfile profile = AgentJson.profile(new Fields(body));
    var command = new AgentCommand.Configure(exchange.attempt("configure", body), profile);
    return agents
        .command(exchange.tenant(), id, command, exchange.condition())
        .thenApply(AgentRoutes::configured);
  }

  private static HttpResponse configured(Outcome<Agent> outcome) {
    if (!(outcome instanceof Outcome.Done<Agent> done)) throw refused(outcome);
    Agent agent = done.value();
    if (done.replayed() || agent.revision() > 1)
      return Responses.replayed(shown(agent), done.replayed());
    return Responses.tagged(
        Responses.created(AgentJson.PATH + "/" + agent.id(), out -> AgentJson.write(out, agent)),
        EntityTag.of(agent.revision()));
  }

  private CompletionStage<HttpResponse> find(Exchange exchange) {
    AgentId id = id(exchange);
    return agents
        .find(exchange.tenant(), id)
        .thenApply(
            found -> {
              Agent agent = found.orElseThrow(() -> unknown(id));
              return exchange.tagged(
                  agent.revision(), () -> Responses.ok(out -> AgentJson.write(out, agent)));
            });
  }

  private CompletionStage<HttpResponse> logIn(Exchange exchange) {
    AgentId id = id(exchange);
    Map<String, Object> body = exchange.json();
    Map<MediaType, Boolean> media = AgentJson.media(new Fields(body));
    return command(exchange, id, new AgentCommand.LogIn(exchange.attempt("log-in", body), media));
  }

  private CompletionStage<HttpResponse> logOut(Exchange exchange) {
    var attempt = exchange.attempt("log-out", Map.of());
    return command(exchange, id(exchange), new AgentCommand.LogOut(attempt, Optional.empty()));
  }

  private CompletionStage<HttpResponse> ready(Exchange exchange) {
    AgentId id = id(exchange);
    MediaType medium = medium(exchange);
    AttemptId attempt = exchange.attempt("ready " + medium, Map.of());
    return command(exchange, id, new AgentCommand.Ready(attempt, medium));
  }

  private CompletionStage<HttpResponse> notReady(Exchange exchange) {
    AgentId id = id(exchange);
    Optional<String> reason = exchange.reason(Submission.MAX_TEXT);
    MediaType medium = medium(exchange);
    AttemptId attempt = exchange.attempt("not-ready " + medium, exchange.optionalJson());
    return command(exchange, id, new AgentCommand.NotReady(attempt, medium, reason));
  }

  private CompletionStage<HttpResponse> events(Exchange exchange) {
    AgentId id = id(exchange);
    var after = exchange.lastEventId().flatMap(AgentStream::position);
    return agents
        .find(exchange.tenant(), id)
        .thenApply(
            found -> {
              if (found.isEmpty()) throw unknown(id);
              if (exchange.isHead()) return AgentStream.head();
              return stream.open(exchange.client(), exchange.tenant(), id, after);
            });
  }

  private CompletionStage<HttpResponse> command(
      Exchange exchange, AgentId id, AgentCommand command) {
    return agents
        .command(exchange.tenant(), id, command, exchange.condition())
        .thenApply(
            outcome -> {
              if (!(outcome instanceof Outcome.Done<Agent> done)) throw refused(outcome);
              return Responses.replayed(shown(done.value()), done.replayed());
            });
  }

  private static HttpResponse shown(Agent agent) {
    return Responses.tagged(
        Responses.ok(out -> AgentJson.write(out, agent)), EntityTag.of(agent.revision()));
  }

  private static RefusedRequest refused(Outcome<Agent> outcome) {
    return Responses.refused(((Outcome.Refused<Agent>) outcome).why());
  }

  private static RefusedRequest unknown(AgentId id) {
    return new RefusedRequest(
        RejectionCodes.UNKNOWN_AGENT,
        "expected an agent of this tenant; \""
            + id
            + "\" does not exist. Create it with PUT "
            + AgentJson.PATH
            + "/"
            + id);
  }

  private static AgentId id(Exchange exchange) {
    return exchange.pathName(0, AgentId::new);
  }

  private static MediaType medium(Exchange exchange) {
    return exchange.pathValue(1, MediaType::new);
  }
}
