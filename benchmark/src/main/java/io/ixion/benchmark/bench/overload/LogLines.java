package io.ixion.benchmark.bench.overload;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much a node has logged, by kind: level, logger and the words before anything that varies. */
final class LogLines {
  private static final Pattern LINE =
      Pattern.compile("[\\d:.]+ +([A-Z]+) +(\\S+) - [^\\p{Alpha}]*([\\p{Alpha} -]*).*");
  private static final int MOST_KINDS = 50;
  private static final String OTHER = "other lines";

  private LogLines() {}

  /** Where the log ends now. */
  static long end(Path log) throws IOException {
    return Files.size(log);
  }

  /** Lines by kind from a place in the log to its end. */
  static Map<String, Long> since(Path log, long start) throws IOException {
    var kinds = new TreeMap<String, Long>();
    try (var file = new FileInputStream(log.toFile())) {
      file.skipNBytes(start);
      var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String kind = kind(line);
        boolean known = kinds.containsKey(kind) || kinds.size() < MOST_KINDS;
        kinds.merge(known ? kind : OTHER, 1L, Long::sum);
      }
    }
    return kinds;
  }

  static String kind(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) return OTHER;
    return (parts.group(1) + " " + parts.group(2) + " " + parts.group(3)).trim();
  }
}
