package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of an interaction: {@code ixn_} and 26 characters (a 128-bit number in Crockford's base
 * 32).
 */
public record InteractionId(@JsonValue String value) implements Comparable<InteractionId> {
  private static final String PREFIX = "ixn_";
  private static final Pattern FORM = Pattern.compile("ixn_[0-9a-hjkmnp-tv-z]{26}");
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public InteractionId {
    if (value == null || !FORM.matcher(value).matches())
      throw new IllegalArgumentException("an interaction id is ixn_ and 26 characters of base 32");
  }

  /** The id that stands for this number; the same number always gives the same id. */
  public static InteractionId of(UUID number) {
    var text = new char[26];
    long high = number.getMostSignificantBits();
    long low = number.getLeastSignificantBits();
    for (int i = 25; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (low & 31));
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new InteractionId(PREFIX + new String(text));
  }

  /** The id without its prefix. */
  public String suffix() {
    return value.substring(PREFIX.length());
  }

  static InteractionId ofSuffix(String suffix) {
    return new InteractionId(PREFIX + suffix);
  }

  @Override
  public int compareTo(InteractionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
