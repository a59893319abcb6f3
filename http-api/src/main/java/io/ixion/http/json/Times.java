package io.ixion.http.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as this API writes them: RFC 3339, UTC, exactly three digits of milliseconds. */
public final class Times {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  private Times() {}

  public static String text(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    var text = new StringBuilder(24);
    digits(text, utc.getYear(), 4).append('-');
    digits(text, utc.getMonthValue(), 2).append('-');
    digits(text, utc.getDayOfMonth(), 2).append('T');
    digits(text, utc.getHour(), 2).append(':');
    digits(text, utc.getMinute(), 2).append(':');
    digits(text, utc.getSecond(), 2).append('.');
    return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    int scale = 1;
    for (int i = 1; i < width; i++) scale *= 10;
    for (; scale > 0; scale /= 10) text.append((char) ('0' + number / scale % 10));
    return text;
  }

  /** Whether this API can write it, and a database keep it: by its year in UTC. */
  public static boolean isUsable(Instant time) {
    return !time.isBefore(EARLIEST) && time.isBefore(TOO_LATE);
  }

  /**
   * The instant that an RFC 3339 text names, to the millisecond, if it is one with an offset and of
   * a usable year (1900 to 9999 in UTC).
   */
  public static Optional<Instant> parse(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return isUsable(time) ? Optional.of(time.truncatedTo(ChronoUnit.MILLIS)) : Optional.empty();
    } catch (DateTimeParseException notTime) {
      return Optional.empty();
    }
  }
}
