package io.ixion.node.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that somebody will send one day, by what they are sent as: the file values.txt. */
final class OddValues {
  private static final Pattern TIMES = Pattern.compile("\\{(.)\\*([0-9]+)}");
  private static final Pattern CODE = Pattern.compile("\\\\x([0-9a-f]{2})|\\\\u([0-9a-f]{4})");
  private static final Map<String, List<String>> ALL = read();

  private OddValues() {}

  static List<String> of(String kind) {
    return ALL.get(kind);
  }

  static String any(String kind, Dice dice) {
    return dice.one(of(kind));
  }

  /** For a header or a path: one byte for each character. */
  static String latin(String kind, Dice dice) {
    String value = dice.percent(15) ? any("text", dice) : any(kind, dice);
    return dice.percent(3) ? Draft.utf8(any("script", dice).replaceAll("[\r\n]", "")) : value;
  }

  /** Every byte of a text in UTF-8 as %xx. */
  static String encoded(String text) {
    var encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8))
      encoded.append('%').append(HexFormat.of().toHexDigits(each));
    return encoded.toString();
  }

  private static Map<String, List<String>> read() {
    var all = new HashMap<String, List<String>>();
    try (InputStream in = OddValues.class.getResourceAsStream("/fuzz/values.txt")) {
      var values = new ArrayList<String>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.isEmpty() || line.startsWith("# ")) continue;
        if (line.matches("\\[[a-z]+]") && !all.containsKey(line.substring(1, line.length() - 1)))
          all.put(line.substring(1, line.length() - 1), values = new ArrayList<>());
        else values.add(value(line));
      }
      return all;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String value(String line) {
    String text = line.replace("(empty)", "").replace("(blank)", " ");
    String coded = CODE.matcher(text).replaceAll(OddValues::character);
    return TIMES
        .matcher(coded)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  private static String character(java.util.regex.MatchResult code) {
    String hex = code.group(1) == null ? code.group(2) : code.group(1);
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex, 16)));
  }
}
