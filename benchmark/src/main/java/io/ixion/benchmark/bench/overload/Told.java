package io.ixion.benchmark.bench.overload;

/** What a submit was answered, by what its client may conclude from it. */
enum Told {
  /** 201: it is done. */
  ACCEPTED("accepted"),
  /** 200 of an earlier one with the same key: it was done before. */
  REPLAYED("replayed"),
  /** {@code overloaded}: it was refused before it was written and is not done. */
  REFUSED("refused"),
  /** {@code outcome-unknown}: it may be done, and to be repeated with the same key. */
  UNKNOWN("outcome_unknown"),
  /** 503 with any other code, which does not say whether it is done. */
  UNAVAILABLE("other_503"),
  /** Any other status. */
  OTHER("other"),
  /** The connection was closed, or the client gave up. */
  NOTHING("no_answer");

  private static final String OVERLOADED = "overloaded";
  private static final String OUTCOME_UNKNOWN = "outcome-unknown";

  private final String text;

  Told(String text) {
    this.text = text;
  }

  static Told by(RawAnswer answer) {
    if (answer.status() == 201) return ACCEPTED;
    if (answer.status() == 200 && answer.replayed()) return REPLAYED;
    if (answer.status() != 503 && answer.status() != 429) return OTHER;
    return switch (answer.code()) {
      case OVERLOADED -> REFUSED;
      case OUTCOME_UNKNOWN -> UNKNOWN;
      default -> answer.status() == 503 ? UNAVAILABLE : OTHER;
    };
  }

  /** Whether it leaves its client in the dark, without so much as a word for it. */
  boolean isUnclear() {
    return this == UNAVAILABLE || this == OTHER || this == NOTHING;
  }

  /** Its name in tables and documents. */
  String text() {
    return text;
  }
}
