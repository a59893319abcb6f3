package io.ixion.http.problem;

import io.ixion.engine.decision.RejectionCodes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one table from a code to its HTTP status and to what readers are told about it. */
public final class ProblemTable {
  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  /**
   * What a code means.
   *
   * @param retryable whether the same request may succeed later without being changed
   */
  public record Row(
      String code, int status, String title, String cause, String remedy, boolean retryable) {}

  static {
    requests();
    origins();
    conditions();
    interactions();
    offers();
    agents();
    infrastructure();
  }

  private ProblemTable() {}

  public static Optional<Row> find(String code) {
    return Optional.ofNullable(ROWS.get(code));
  }

  /** The row of a code; one without a row is a defect and is answered as such. */
  public static Row row(String code) {
    Row row = ROWS.get(code);
    return row == null ? ROWS.get(ProblemCodes.INTERNAL_ERROR) : row;
  }

  public static Collection<Row> rows() {
    return java.util.Collections.unmodifiableCollection(ROWS.values());
  }

  private static void requests() {
    row(
        ProblemCodes.INVALID_JSON,
        400,
        "The body is not JSON",
        "The body is not one JSON object in UTF-8, is nested too deep, or names a key twice.",
        "Correct the place that the detail names and send the request again.");
    row(
        ProblemCodes.INVALID_REQUEST,
        400,
        "The body does not have the expected form",
        "A field is unknown, missing, or has the wrong JSON type.",
        "Correct the fields that `errors` points to; /openapi.json describes every body.");
    row(
        ProblemCodes.INVALID_VALUE,
        422,
        "A value is outside its range",
        "The body has the right form, but a value breaks a rule.",
        "Correct the fields that `errors` points to.");
    row(
        ProblemCodes.INVALID_ID,
        400,
        "The path holds an id of the wrong form",
        "An id or name in the path cannot exist.",
        "Use the id as the API gave it, or a name of 1 to 128 characters of A-Z a-z 0-9 . _ @ + : -");
    row(
        ProblemCodes.INVALID_HEADER,
        400,
        "A header has the wrong form",
        "A request header cannot be read or does not belong to this operation.",
        "Correct or leave out the header that the detail names.");
    row(
        ProblemCodes.INVALID_PARAMETER,
        400,
        "A query parameter is wrong",
        "A query parameter is unknown, given twice, or has a value outside its range.",
        "Correct or leave out the parameter that the detail names.");
    row(
        ProblemCodes.CURSOR_MISMATCH,
        400,
        "The cursor does not belong to this list",
        "The cursor was made by a list with other filters, or is not a cursor.",
        "Use `page.next` with the same filters, or start again without a cursor.");
    row(
        ProblemCodes.MALFORMED_HTTP,
        400,
        "The request is not valid HTTP",
        "The request line, a header, or the framing of the body is broken or too long.",
        "Correct the client.");
    row(
        ProblemCodes.NO_SUCH_PATH,
        404,
        "There is nothing at this path",
        "The path is not one of this API.",
        "See /openapi.json for the paths there are.");
    row(
        ProblemCodes.METHOD_NOT_ALLOWED,
        405,
        "The path does not have this method",
        "The path exists, but not with this method.",
        "Use a method that the Allow header names.");
    row(
        ProblemCodes.NOT_ACCEPTABLE,
        406,
        "The representation asked for does not exist",
        "The Accept header excludes what this path answers with.",
        "Accept the media type that the detail names, or leave out the header.");
    row(
        ProblemCodes.BODY_TOO_LARGE,
        413,
        "The body is too large",
        "The body exceeds the node's limit (setting ixion.http.max-body).",
        "Send less; keep large content elsewhere and attach a reference to it.");
    row(
        ProblemCodes.UNSUPPORTED_MEDIA_TYPE,
        415,
        "The body is not of the expected type",
        "The body's Content-Type is not JSON, or it is compressed.",
        "Send the body as application/json, uncompressed.");
  }

  private static void origins() {
    row(
        ProblemCodes.EXPECTATION_FAILED,
        417,
        "The expectation cannot be met",
        "The Expect header asks for something else than 100-continue.",
        "Leave the header out.");
    row(
        ProblemCodes.FOREIGN_ORIGIN,
        403,
        "The request comes from another site",
        "A browser says that a page of another site makes the request.",
        "Serve the page by the same host, or add its origin to ixion.http.allowed-origins.");
    row(
        ProblemCodes.UNKNOWN_HOST,
        421,
        "This node is not meant by that name",
        "A node answers to the names of ixion.http.allowed-hosts, and on loopback to localhost and"
            + " 127.0.0.1.",
        "Use such a name, or add this one to ixion.http.allowed-hosts.");
  }

  private static void conditions() {
    row(
        RejectionCodes.NOT_FOUND,
        404,
        "There is no such thing",
        "It does not exist, or not in this tenant.",
        "Check the id and the header Ixion-Tenant.");
    row(
        RejectionCodes.IDEMPOTENCY_KEY_REUSED,
        422,
        "The idempotency key was used for another request",
        "A request with this key, but another body, was served before.",
        "Use a new key for a new request; repeat a request unchanged.");
    row(
        RejectionCodes.STALE_REVISION,
        412,
        "It has changed since",
        "If-Match names no revision that it is at, or If-None-Match the one that it is at.",
        "Read it again, decide again, and send the new ETag.");
    row(
        ProblemCodes.UNKNOWN_QUEUE,
        422,
        "There is no such queue",
        "Queues are created before interactions are placed in them.",
        "Create it with PUT /api/v1/queues/{name}, then send the request again.");
  }

  private static void interactions() {
    row(
        RejectionCodes.DATA_TOO_LARGE,
        413,
        "The attached data is too large",
        "The attached data would exceed its limit (setting ixion.interaction.max-data).",
        "Delete keys, or keep large content elsewhere and attach a reference to it.");
    row(
        RejectionCodes.NOT_QUEUED,
        409,
        "The interaction does not wait in a queue",
        "This needs a queued interaction.",
        "Read the interaction to see who has it now.");
    row(
        RejectionCodes.ON_HOLD,
        409,
        "The interaction is held",
        "A held interaction is offered to nobody.",
        "Resume it first.");
    row(
        RejectionCodes.NOT_HELD,
        409,
        "The interaction is not held",
        "Only a held interaction can be resumed.",
        "Nothing needs to be done if it is being offered or handled already.");
    row(
        RejectionCodes.ALREADY_STOPPED,
        409,
        "The interaction is stopped",
        "Nothing follows the stop of an interaction.",
        "Submit a new interaction, with this one as its parent if they belong together.");
    row(
        RejectionCodes.NOT_THE_OWNER,
        409,
        "Another agent has the interaction",
        "The header Ixion-Agent names somebody who does not work on it, or to whom it is not offered.",
        "Read the interaction to see who does.");
    row(
        RejectionCodes.NOT_HANDLING,
        409,
        "Nobody works on the interaction",
        "This needs an interaction that an agent works on.",
        "Read the interaction to see where it is.");
    row(
        RejectionCodes.STILL_ACTIVE,
        409,
        "The agent is still active",
        "The time of inactivity has not passed.",
        "Wait until the deadline that the interaction shows.");
  }

  private static void offers() {
    row(
        RejectionCodes.OFFER_ENDED,
        409,
        "The offer has ended",
        "The offer was answered, timed out, or was taken back.",
        "Wait for the next offer.");
    row(
        RejectionCodes.STALE_OFFER,
        409,
        "The offer is not the present one",
        "The interaction has been placed again since.",
        "Wait for the next offer.");
    row(
        RejectionCodes.OFFER_STILL_OPEN,
        409,
        "The offer is still open",
        "The offer's deadline has not passed.",
        "Answer it, or wait.");
  }

  private static void agents() {
    row(
        RejectionCodes.UNKNOWN_AGENT,
        404,
        "There is no such agent",
        "The agent was never configured in this tenant.",
        "Create it with PUT /api/v1/agents/{id}.");
    row(
        RejectionCodes.NOT_LOGGED_IN,
        409,
        "The agent is not logged in",
        "This needs an open session.",
        "Log in with POST /api/v1/agents/{id}/session.");
    row(
        RejectionCodes.MEDIUM_NOT_LOGGED_IN,
        409,
        "The agent is not logged in with this medium",
        "The session does not have the medium.",
        "Add it with POST /api/v1/agents/{id}/session.");
    row(
        RejectionCodes.AGENT_NOT_READY,
        409,
        "The agent is not ready",
        "The agent takes no interactions of this medium now.",
        "Make the medium ready first.");
    row(
        RejectionCodes.CAPACITY_REACHED,
        409,
        "The agent has no room",
        "The agent has as many interactions of this medium as its capacity allows.",
        "Wait until one ends, or raise the capacity with PUT /api/v1/agents/{id}.");
    row(
        RejectionCodes.STALE_SESSION,
        409,
        "The session is over",
        "A newer session of the agent has begun, or none is open.",
        "Read the agent to see its present session.");
    row(
        RejectionCodes.TOO_MANY_MEDIA,
        422,
        "The session would have too many media",
        "The media of this login, with those of the open session, are more than an agent may have.",
        "Log in with fewer media, or log out first.");
    row(
        RejectionCodes.TOO_MANY_EVENTS,
        409,
        "The interaction has too many events",
        "It has been changed so often that its history has reached its limit.",
        "Stop it and submit a new one with it as its parent, and attach what grows elsewhere.");
  }

  private static void infrastructure() {
    retryable(
        ProblemCodes.REQUEST_TIMEOUT,
        408,
        "The body did not arrive in time",
        "The client sent the body too slowly (setting ixion.http.body-timeout).",
        "Send the request again, with the same Idempotency-Key if it has one.");
    row(
        ProblemCodes.INTERNAL_ERROR,
        500,
        "Something is wrong with this node",
        "A defect of Ixion: the request met a case that nobody thought of.",
        "Look for the reference in the node's log and report it.");
    retryable(
        ProblemCodes.UNAVAILABLE,
        503,
        "It cannot be answered now",
        "The owner or the database does not answer, or the node is starting or stopping. Nothing was"
            + " done.",
        "Repeat it after Retry-After.");
    retryable(
        ProblemCodes.OVERLOADED,
        503,
        "The node has too much to do",
        "Too many requests of this kind wait for their turn, or too many answers were not fetched. It"
            + " was refused before anything was done.",
        "Repeat it after Retry-After, later each time, or ask another node.");
    row(
        ProblemCodes.OUTCOME_UNKNOWN,
        504,
        "It is unknown whether it was done",
        "The owner, or the database, did not answer in time. The request may have had its effect.",
        "If `retryable` is true, repeat it after Retry-After: with an Idempotency-Key, or where the"
            + " operation allows it, it has one effect however often it arrives. Otherwise read first"
            + " what became of it.");
    row(
        ProblemCodes.NOT_STORABLE,
        422,
        "The database cannot keep it",
        "A value has passed all checks and is refused by the database. Nothing was done.",
        "Send another value, and report the SQL state that the detail names: a check is missing.");
  }

  private static void row(String code, int status, String title, String cause, String remedy) {
    ROWS.put(code, new Row(code, status, title, cause, remedy, false));
  }

  private static void retryable(
      String code, int status, String title, String cause, String remedy) {
    ROWS.put(code, new Row(code, status, title, cause, remedy, true));
  }
}
