package io.ixion.engine.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one offer of one interaction. The number is the interaction's placement that the offer was
 * made from, so an interaction can have at most one offer per placement, and a late message about
 * an older offer is recognised as stale.
 *
 * @param interaction what is offered
 * @param number the placement, counted from 1
 */
public record OfferId(InteractionId interaction, int number) {
  private static final Pattern FORM =
      Pattern.compile("off_([0-9a-hjkmnp-tv-z]{26})_([1-9][0-9]{0,8})");

  public OfferId {
    if (interaction == null || number < 1)
      throw new IllegalArgumentException(
          "an offer needs an interaction and a number of at least 1");
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static OfferId parse(String text) {
    Matcher form = FORM.matcher(text == null ? "" : text);
    if (!form.matches())
      throw new IllegalArgumentException(
          "an offer id is off_, 26 characters of base 32, _ and a number");
    return new OfferId(InteractionId.ofSuffix(form.group(1)), Integer.parseInt(form.group(2)));
  }

  @JsonValue
  @Override
  public String toString() {
    return "off_" + interaction.suffix() + "_" + number;
  }
}
