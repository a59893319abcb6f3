package io.ixion.http.exchange;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.ixion.engine.decision.Condition;
import io.ixion.engine.decision.RejectionCodes;
import io.ixion.engine.id.AgentId;
import io.ixion.engine.id.AttemptId;
import io.ixion.engine.id.EntityKey;
import io.ixion.engine.id.TenantId;
import io.ixion.http.json.Fields;
import io.ixion.http.json.RequestJson;
import io.ixion.http.problem.ProblemCodes;
import io.ixion.http.problem.RefusedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One request as its endpoint sees it: what the path, the query, the headers and the body say, each
 * read strictly or refused.
 */
public final class Exchange {
  private static final TenantId DEFAULT_TENANT = new TenantId("default");

  private final HttpRequest request;
  private final String path;
  private final List<String> pathValues;
  private final Map<String, String> query;
  private final Headers headers;
  private final Condition condition;
  private final byte[] body;
  private final TenantId tenant;

  Exchange(
      HttpRequest request,
      String path,
      List<String> pathValues,
      Map<String, String> query,
      Headers headers,
      Condition condition,
      byte[] body) {
    this.request = request;
    this.path = path;
    this.pathValues = pathValues;
    this.query = query;
    this.headers = headers;
    this.condition = condition;
    this.body = body;
    this.tenant =
        headers
            .tenant()
            .map(name -> header("Ixion-Tenant", name, TenantId::new))
            .orElse(DEFAULT_TENANT);
  }

  public TenantId tenant() {
    return tenant;
  }

  public String path() {
    return path;
  }

  /** The name of something that this tenant may have, in the path's n-th pair of braces. */
  public <T> T pathName(int index, Function<String, T> reader) {
    return pathValue(index, text -> EntityKey.fitting(tenant, reader.apply(text)));
  }

  /** The value in the path's n-th pair of braces. */
  public <T> T pathValue(int index, Function<String, T> reader) {
    String text = pathValues.get(index);
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException refused) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_ID, refused.getMessage() + "; found \"" + text + "\" in the path");
    }
  }

  /** Whether only the head of the answer is wanted, and nothing must come of it. */
  public boolean isHead() {
    return request.method().value().equals("HEAD");
  }

  /** The members of the body's object. */
  public Map<String, Object> json() {
    return RequestJson.object(body);
  }

  /** The same where there may be no body; {@code null}, as some clients send then, is none. */
  public Map<String, Object> optionalJson() {
    return RequestJson.optional(body).orElse(Map.of());
  }

  public Fields fields() {
    return new Fields(json());
  }

  /** The body of a request that may only give a reason, or none at all. */
  public Optional<String> reason(int longest) {
    var fields = new Fields(optionalJson());
    Optional<String> reason = fields.text("reason", longest);
    fields.end();
    return reason;
  }

  public <T> Optional<T> query(String name, Function<String, T> reader) {
    String text = query.get(name);
    if (text == null) return Optional.empty();
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException refused) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_PARAMETER,
          "parameter " + name + ": " + refused.getMessage() + "; found \"" + text + "\"");
    }
  }

  public long queryNumber(String name, long least, long most, long otherwise) {
    return query(
            name,
            text -> {
              long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
              if (number < least || number > most)
                throw new IllegalArgumentException("expected " + least + " to " + most);
              return number;
            })
        .orElse(otherwise);
  }

  /** On whose behalf the request is made. */
  public Optional<AgentId> onBehalfOf() {
    return headers.agent().map(id -> header("Ixion-Agent", id, AgentId::new));
  }

  public Optional<IdempotencyKey> idempotencyKey() {
    return headers.idempotencyKey().map(IdempotencyKey::parse);
  }

  /** The attempt that this action is: named by the client's key, or like no other. */
  public AttemptId attempt(String action, Map<String, Object> body) {
    return idempotencyKey()
        .map(key -> key.attempt(action, body))
        .orElseGet(() -> new AttemptId(UUID.randomUUID().toString()));
  }

  /** What must hold of the thing that it is about. */
  public Condition condition() {
    return condition;
  }

  /**
   * What a question about something at this revision is answered with: all of it, that the client
   * has it already, or that it is not at the revision the client asked for.
   */
  public HttpResponse tagged(long revision, Supplier<HttpResponse> shown) {
    String etag = EntityTag.of(revision);
    if (condition.holds(Optional.of(revision))) return Responses.tagged(shown.get(), etag);
    boolean matches =
        new Condition(condition.match(), Optional.empty()).holds(Optional.of(revision));
    if (matches) return Responses.notModified(etag);
    throw new RefusedRequest(
        RejectionCodes.STALE_REVISION, condition.broken(Optional.of(revision)));
  }

  public Optional<String> lastEventId() {
    return headers.lastEventId().filter(id -> !id.isEmpty());
  }

  /** Who asks. */
  public Client client() {
    return request.getAttribute(Client.KEY).orElseGet(() -> new Client(0));
  }

  private static <T> T header(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException refused) {
      throw new RefusedRequest(
          ProblemCodes.INVALID_HEADER,
          "header " + name + ": " + refused.getMessage() + "; found \"" + text + "\"");
    }
  }
}
