package io.ixion.benchmark.replay;

import io.ixion.benchmark.replay.CallRecord.Outcome;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads recorded calls: tab-separated, one header line, plain or gzipped. What is odd in the data
 * is met and counted, never hidden; a line that cannot be read is skipped and counted with its
 * number.
 */
final class CallFile {
  static final String HEADER =
      "vru+line\tcall_id\tcustomer_id\tpriority\ttype\tdate\tvru_entry\tvru_exit\tvru_time"
          + "\tq_start\tq_exit\tq_time\toutcome\tser_start\tser_exit\tser_time\tserver";
  private static final int COLUMNS = 17;
  private static final int DAY = 86_400;
  private static final int MOST_LINES = 5_000_000;
  private static final int MOST_TOLD = 5;

  private final Map<String, Integer> oddities = new TreeMap<>();
  private final List<String> unreadable = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> days = new TreeSet<>();
  private final List<CallRecord> calls = new ArrayList<>();

  /** What was found for one day. */
  record Contents(List<CallRecord> calls, Map<String, Integer> oddities, List<String> unreadable) {}

  /** Says what is wrong with the file or the day. */
  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
      super(message);
    }
  }

  static Contents read(Path file, String day) throws IOException {
    if (!Files.isReadable(file))
      throw new Problem("cannot read " + file + ": there is no such file, or it is not readable");
    try (InputStream in = plain(Files.newInputStream(file));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      return read(lines, file.toString(), day);
    } catch (ZipException | EOFException broken) {
      throw new Problem(file + " is not a whole gzip file: " + broken.getMessage());
    }
  }

  static Contents read(BufferedReader lines, String name, String day) throws IOException {
    String header = lines.readLine();
    if (header == null || !header.strip().equals(HEADER))
      throw new Problem(
          name
              + " is not a file of recorded calls: expected the header\n  "
              + HEADER.replace('\t', ' '));
    var file = new CallFile();
    int number = 1;
    for (String line = lines.readLine();
        line != null && number < MOST_LINES;
        line = lines.readLine()) file.take(++number, line, day);
    if (file.calls.isEmpty())
      throw new Problem(
          "no calls of day " + day + " in " + name + "; it has " + String.join(", ", file.days));
    return new Contents(List.copyOf(file.calls), file.oddities, file.unreadable);
  }

  private static InputStream plain(InputStream in) throws IOException {
    var start = new PushbackInputStream(in, 2);
    byte[] magic = start.readNBytes(2);
    start.unread(magic);
    boolean zipped = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    return zipped ? new GZIPInputStream(start) : start;
  }

  private void take(int number, String line, String day) {
    String[] f = line.split("\t", -1);
    try {
      if (f.length != COLUMNS)
        throw new IllegalArgumentException(f.length + " columns instead of " + COLUMNS);
      days.add(f[5].strip());
      if (f[5].strip().equals(day)) calls.add(record(number, f));
    } catch (IllegalArgumentException e) {
      odd("unreadable lines");
      if (unreadable.size() < MOST_TOLD) unreadable.add("line " + number + ": " + e.getMessage());
    }
  }

  private CallRecord record(int number, String[] f) {
    String id = f[0].strip() + "/" + f[1].strip();
    if (!ids.add(id)) odd("identifiers that repeat");
    String type = f[4].strip();
    if (type.isEmpty()) throw new IllegalArgumentException("no type");
    if (!type.equals(f[4])) odd("types with blanks around them");
    if (Integer.parseInt(f[8].strip()) < 0) odd("negative times in the voice menu");
    Outcome outcome = Outcome.valueOf(f[12].strip());
    int waited = seconds("q_time", f[11]);
    int queuedAt = waited > 0 ? time(f[9]) : time(f[7]);
    // a negative time in the menu also ends before it began, but by minutes: that is no midnight
    if (queuedAt < time(f[6]) - DAY / 2) {
      odd("calls over midnight");
      queuedAt += DAY;
    }
    Optional<String> server =
        Optional.of(f[16].strip()).filter(s -> !s.isEmpty() && !s.equals("NO_SERVER"));
    if (outcome == Outcome.AGENT && server.isEmpty()) odd("served by NO_SERVER");
    if (outcome == Outcome.PHANTOM) odd("phantoms, ignored");
    int service = seconds("ser_time", f[15]);
    // a server without service times: read as a time, it would be an agent at work at midnight
    boolean untimed = outcome == Outcome.AGENT && service == 0 && time(f[13]) == 0;
    if (untimed) odd("served without service times");
    boolean timed = outcome == Outcome.AGENT && !untimed;
    int started = timed ? time(f[13]) : queuedAt + waited;
    if (started < queuedAt - DAY / 2) started += DAY;
    return new CallRecord(
        number,
        id,
        type,
        Integer.parseInt(f[3].strip()),
        f[5].strip(),
        queuedAt,
        waited,
        outcome,
        started,
        service,
        server);
  }

  private void odd(String what) {
    oddities.merge(what, 1, Integer::sum);
  }

  private static int seconds(String what, String text) {
    int value = Integer.parseInt(text.strip());
    if (value < 0) throw new IllegalArgumentException(what + " is negative: " + text);
    return value;
  }

  private static int time(String text) {
    String[] parts = text.strip().split(":");
    if (parts.length != 3) throw new IllegalArgumentException("not a time of day: " + text);
    return Integer.parseInt(parts[0]) * 3_600
        + Integer.parseInt(parts[1]) * 60
        + Integer.parseInt(parts[2]);
  }
}
