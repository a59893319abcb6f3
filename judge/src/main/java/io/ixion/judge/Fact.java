package io.ixion.judge;

import java.time.Instant;
import java.util.Optional;

/**
 * One event of an interaction, as a plain fact. What is not known or does not apply is empty or 0.
 *
 * @param sequence its place in the interaction's life, from 1
 * @param agent whom it names: who is offered, accepts or loses the interaction
 * @param offer number of the offer that it is about
 * @param attempt of the request that caused it
 * @param queue into which it puts the interaction
 * @param isHeld whether the interaction is held from then on; of those that place it
 * @param avoidUntil until when it is not offered to this agent again
 * @param need of a submit
 */
public record Fact(
    long sequence,
    Kind kind,
    Instant at,
    String agent,
    int offer,
    String attempt,
    String queue,
    boolean isHeld,
    Optional<Instant> avoidUntil,
    Optional<Need> need,
    Optional<Written> written) {

  /** Who handed it to the database, and when: an incarnation of the entity. */
  public record Written(String writer, Instant at) {}

  /** What happened; the texts are the journal's. */
  public enum Kind {
    SUBMITTED("submitted"),
    DATA_CHANGED("data-changed"),
    PLACED_IN_QUEUE("placed-in-queue"),
    HELD("held"),
    RESUMED("resumed"),
    WENT_OFFLINE("went-offline"),
    OFFERED("offered"),
    ACCEPTED("accepted"),
    REJECTED("rejected"),
    OFFER_EXPIRED("offer-expired"),
    RESCINDED("rescinded"),
    RELEASED("released"),
    STOPPED("stopped");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** An event that the judge does not know must not pass as one that changes nothing. */
    public static Kind of(String text) {
      for (Kind kind : values()) if (kind.text.equals(text)) return kind;
      throw new IllegalArgumentException("the judge does not know the event " + text);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public static Fact of(long sequence, Kind kind, Instant at) {
    return new Fact(
        sequence,
        kind,
        at,
        "",
        0,
        "",
        "",
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Fact withOffer(int number, String to) {
    return new Fact(
        sequence, kind, at, to, number, attempt, queue, isHeld, avoidUntil, need, written);
  }

  public Fact withAttempt(String id) {
    return new Fact(sequence, kind, at, agent, offer, id, queue, isHeld, avoidUntil, need, written);
  }

  public Fact inQueue(String name, boolean held) {
    return new Fact(
        sequence, kind, at, agent, offer, attempt, name, held, avoidUntil, need, written);
  }

  public Fact avoidingUntil(Instant until) {
    return new Fact(
        sequence,
        kind,
        at,
        agent,
        offer,
        attempt,
        queue,
        isHeld,
        Optional.of(until),
        need,
        written);
  }

  public Fact needing(Need what) {
    return new Fact(
        sequence,
        kind,
        at,
        agent,
        offer,
        attempt,
        queue,
        isHeld,
        avoidUntil,
        Optional.of(what),
        written);
  }

  public Fact writtenBy(String writer, Instant when) {
    return new Fact(
        sequence,
        kind,
        at,
        agent,
        offer,
        attempt,
        queue,
        isHeld,
        avoidUntil,
        need,
        Optional.of(new Written(writer, when)));
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** Whether nobody has or is offered the interaction after it. */
  boolean isReturn() {
    return switch (kind) {
      case REJECTED, OFFER_EXPIRED, RESCINDED, RELEASED, PLACED_IN_QUEUE, STOPPED -> true;
      default -> false;
    };
  }

  /** Whether it is about the last offer. */
  boolean isOfOffer() {
    return switch (kind) {
      case ACCEPTED, REJECTED, OFFER_EXPIRED, RESCINDED, RELEASED -> true;
      default -> false;
    };
  }
}
