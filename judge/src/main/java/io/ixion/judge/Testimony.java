package io.ixion.judge;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that a client did, was answered or was told. What does not apply is empty or 0.
 *
 * @param witness who says so
 * @param key idempotency key of the request
 * @param agent for whom it was done, or who was told
 * @param offer number of the offer that it is about
 * @param revision that the answer showed
 */
public record Testimony(
    Instant at,
    String tenant,
    String witness,
    Kind kind,
    Act act,
    String interaction,
    String key,
    String agent,
    int offer,
    long revision) {
  /** How sure it is. */
  public enum Kind {
    /** It was asked for; whether it was done nobody knows yet. */
    ASKED,
    /** It was acknowledged. */
    ANSWERED,
    /** It came without being asked for. */
    TOLD
  }

  /** What it is about. */
  public enum Act {
    SUBMIT,
    OFFER,
    ACCEPT,
    STOP,
    CHANGE,
    /** A key that stands for one request was sent with another. */
    MISUSE,
    OTHER
  }

  boolean is(Kind other, Act what) {
    return kind == other && act == what;
  }

  /** Whether this is an event that the act must have caused. */
  boolean isCausedBy(Fact fact) {
    return switch (act) {
      case SUBMIT -> fact.is(Fact.Kind.SUBMITTED);
      case ACCEPT -> fact.is(Fact.Kind.ACCEPTED) && offer == fact.offer();
      case STOP -> fact.is(Fact.Kind.STOPPED);
      case CHANGE -> fact.is(Fact.Kind.DATA_CHANGED);
      case OFFER ->
          fact.is(Fact.Kind.OFFERED) && offer == fact.offer() && agent.equals(fact.agent());
      default -> true;
    };
  }

  @Override
  public String toString() {
    return "the " + act.name().toLowerCase(Locale.ROOT) + " of " + interaction;
  }
}
