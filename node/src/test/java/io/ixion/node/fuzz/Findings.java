package io.ixion.node.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** What broke a rule: of each kind the first case in full, and how many there were. */
final class Findings {
  private static final int MOST = 40;
  private static final int LONGEST = 3_000;

  private final long seed;
  private final Map<String, Case> cases = new LinkedHashMap<>();

  private static final class Case {
    private final String first;
    private int count = 1;

    Case(String first) {
      this.first = first;
    }
  }

  Findings(long seed) {
    this.seed = seed;
  }

  /**
   * @param kind what is the same in all cases of it
   * @param about what was sent, to make it again by hand
   */
  void add(String kind, String detail, long number, String about) {
    Case known = cases.get(kind);
    if (known != null) known.count++;
    else if (cases.size() < MOST)
      cases.put(
          kind,
          new Case(
              kind
                  + "\n  "
                  + detail
                  + "\n  again: -Dfuzz.seed="
                  + seed
                  + " -Dfuzz.only="
                  + number
                  + "\n"
                  + about));
  }

  /** One text for each kind. */
  java.util.List<String> told() {
    return cases.values().stream().map(each -> each.count + " times: " + each.first).toList();
  }

  /** Bytes as a text that can be read, and typed again. */
  static String readable(byte[] bytes) {
    var text = new StringBuilder("  | ");
    for (int i = 0; i < bytes.length && text.length() < LONGEST; i++) {
      int each = bytes[i] & 0xff;
      if (each == '\n') text.append("\\n\n  | ");
      else if (each == '\r') text.append("\\r");
      else if (each < 0x20 || each > 0x7e || each == '\\')
        text.append(String.format("\\x%02x", each));
      else text.append((char) each);
    }
    return text + (text.length() < LONGEST ? "" : "… of " + bytes.length + " bytes");
  }
}
