package io.ixion.benchmark.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from a node's log how long the phases of its last start took, in milliseconds. */
final class StartLog {
  private static final Pattern LINE = Pattern.compile("ready after \\d+ ms: (.*)");

  private StartLog() {}

  static Map<String, Double> phases(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    for (int at = lines.size() - 1; at >= 0; at--) {
      Matcher line = LINE.matcher(lines.get(at));
      if (line.find()) return parsed(line.group(1));
    }
    throw new IOException("expected a line \"ready after ...\" in " + log + ", found none");
  }

  static Map<String, Double> parsed(String phases) {
    var found = new LinkedHashMap<String, Double>();
    for (String phase : phases.split(", ")) {
      int space = phase.lastIndexOf(' ');
      found.put(phase.substring(0, space), Double.valueOf(phase.substring(space + 1)));
    }
    return found;
  }
}
