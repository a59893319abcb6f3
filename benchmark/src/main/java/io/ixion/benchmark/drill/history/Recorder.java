package io.ixion.benchmark.drill.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Writes a history as it happens, one JSON line for each edge, in the order of its times. Keeps
 * nothing in memory but the file's buffer.
 */
public final class Recorder implements AutoCloseable {
  /** The first mark; its note is the wall clock's epoch milliseconds at that time. */
  public static final String START = "start";

  /** A mark like the first, now and then: the wall clock may be corrected meanwhile. */
  public static final String CLOCK = "clock";

  private static final long CLOCK_NANOS = 1_000_000_000L;

  /** A reading of the clock that took longer says too little of when it was taken. */
  private static final long READING_NANOS = 100_000;

  private static final int READINGS = 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_DEFAULT);

  private final Writer out;
  private final long zero = System.nanoTime();
  private final List<Wanted> wanted = new CopyOnWriteArrayList<>();
  private long told;
  private boolean closed;

  public Recorder(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
    told = writeClock(START);
  }

  /** Gives the edge its time, and returns it; what comes after the close is not kept. */
  public synchronized long record(Edge edge) {
    if (!closed && sinceZero() - told > CLOCK_NANOS) told = writeClock(CLOCK);
    long now = sinceZero();
    if (closed) return now;
    write(edge.at(now));
    for (Wanted one : wanted)
      if (one.edge().test(edge) && wanted.remove(one)) one.seen().complete(edge);
    return now;
  }

  private long sinceZero() {
    return System.nanoTime() - zero;
  }

  /** Marks what the wall clock said when; a pause between the two readings would move all edges. */
  private long writeClock(String mark) {
    long before = sinceZero();
    long wall = System.currentTimeMillis();
    for (int i = 1; i < READINGS && sinceZero() - before > READING_NANOS; i++) {
      before = sinceZero();
      wall = System.currentTimeMillis();
    }
    write(Edge.mark(mark, Long.toString(wall)).at(before));
    return before;
  }

  private record Wanted(Predicate<Edge> edge, CompletableFuture<Edge> seen) {}

  /** The first edge from now on that is like this; never completed if none comes. */
  public CompletableFuture<Edge> next(Predicate<Edge> like) {
    var one = new Wanted(like, new CompletableFuture<>());
    wanted.add(one);
    return one.seen();
  }

  private void write(Edge edge) {
    try {
      out.write(JSON.writeValueAsString(edge));
      out.write('\n');
    } catch (IOException full) {
      throw new UncheckedIOException("the history cannot be written", full);
    }
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  /** Writes out what is left; nothing more is kept. */
  public synchronized void finish() throws IOException {
    if (closed) return;
    closed = true;
    out.close();
  }

  /** Reads a whole history. */
  public static List<Edge> read(Path file) throws IOException {
    var edges = new ArrayList<Edge>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        edges.add(JSON.readValue(line, Edge.class));
    }
    return edges;
  }
}
