package io.ixion.engine.decision;

import java.util.List;

/** Every code with which the engine refuses a command. A code is a promise: it is never renamed. */
public final class RejectionCodes {
  public static final String NOT_FOUND = "not-found";
  public static final String IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused";
  public static final String STALE_REVISION = "stale-revision";
  public static final String DATA_TOO_LARGE = "data-too-large";
  public static final String NOT_QUEUED = "not-queued";
  public static final String ON_HOLD = "on-hold";
  public static final String NOT_HELD = "not-held";
  public static final String ALREADY_STOPPED = "already-stopped";
  public static final String STALE_OFFER = "stale-offer";
  public static final String OFFER_ENDED = "offer-ended";
  public static final String OFFER_STILL_OPEN = "offer-still-open";
  public static final String NOT_HANDLING = "not-handling";
  public static final String STILL_ACTIVE = "still-active";
  public static final String NOT_THE_OWNER = "not-the-owner";
  public static final String UNKNOWN_AGENT = "unknown-agent";
  public static final String NOT_LOGGED_IN = "not-logged-in";
  public static final String MEDIUM_NOT_LOGGED_IN = "medium-not-logged-in";
  public static final String AGENT_NOT_READY = "agent-not-ready";
  public static final String CAPACITY_REACHED = "capacity-reached";
  public static final String STALE_SESSION = "stale-session";
  public static final String TOO_MANY_MEDIA = "too-many-media";
  public static final String TOO_MANY_EVENTS = "too-many-events";

  /** All of them, for tables and tests that must leave none out. */
  public static final List<String> ALL =
      List.of(
          NOT_FOUND,
          IDEMPOTENCY_KEY_REUSED,
          STALE_REVISION,
          DATA_TOO_LARGE,
          NOT_QUEUED,
          ON_HOLD,
          NOT_HELD,
          ALREADY_STOPPED,
          STALE_OFFER,
          OFFER_ENDED,
          OFFER_STILL_OPEN,
          NOT_HANDLING,
          STILL_ACTIVE,
          NOT_THE_OWNER,
          UNKNOWN_AGENT,
          NOT_LOGGED_IN,
          MEDIUM_NOT_LOGGED_IN,
          AGENT_NOT_READY,
          CAPACITY_REACHED,
          STALE_SESSION,
          TOO_MANY_MEDIA,
          TOO_MANY_EVENTS);

  private RejectionCodes() {}
}
