package io.ixion.node.fuzz;

import io.ixion.http.problem.ProblemCodes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends what was drawn in one of the ways in which requests come, and judges what comes back. */
final class Turns implements AutoCloseable {
  private final int port;
  private final Findings findings;
  private final Rules rules = new Rules();
  private final Ledger ledger;
  private final Map<Integer, Integer> byStatus = new TreeMap<>();
  private Optional<Wire> kept = Optional.empty();
  private long keptBy;
  private int sent;

  Turns(int port, Findings findings, Ledger ledger) {
    this.port = port;
    this.findings = findings;
    this.ledger = ledger;
  }

  /** What came back for one request that is well framed, on a connection that may be used again. */
  Optional<Answer> alone(long number, Draft draft, boolean keep, List<Integer> cuts) {
    byte[] bytes = draft.bytes();
    boolean fresh = kept.isEmpty();
    try {
      Wire wire = fresh ? new Wire(port) : kept.get();
      if (wire.hasMore()) throw new Wire.NotHttp("bytes that nobody asked for after " + keptBy);
      kept = Optional.of(wire);
      send(wire, bytes, cuts);
      Optional<Answer> answer = wire.answer(draft.isHead());
      if (answer.isEmpty()) {
        String what = fresh ? "closed without an answer" : "closed although it was to be kept";
        findings.add(what, "the connection's last answer was to " + keptBy, number, shown(bytes));
        drop();
        return answer;
      }
      judge(number, draft, answer.get(), bytes);
      after(number, draft, answer.get(), keep);
      return answer;
    } catch (IOException | Wire.NotHttp broken) {
      failed(number, draft, broken, bytes);
      return Optional.empty();
    }
  }

  private void send(Wire wire, byte[] bytes, List<Integer> cuts) throws IOException {
    sent++;
    int from = 0;
    for (int cut : cuts)
      if (cut > from && cut < bytes.length) {
        wire.send(Arrays.copyOfRange(bytes, from, cut));
        from = cut;
      }
    wire.sendWhatIsTaken(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void after(long number, Draft draft, Answer answer, boolean keep) throws IOException {
    if (answer.closes() && !answer.isStream() && !isUnparsed(draft.isHead(), answer))
      kept.get().expectEnd();
    else if (draft.closes() && !answer.isStream() && !answer.isRefusal())
      findings.add("kept although told to close", answer.head(), number, shown(draft.bytes()));
    keptBy = number;
    if (!keep || answer.isStream() || answer.closes()) drop();
  }

  private void drop() {
    kept.ifPresent(Wire::close);
    kept = Optional.empty();
  }

  private void judge(long number, Draft draft, Answer answer, byte[] bytes) {
    byStatus.merge(answer.status(), 1, Integer::sum);
    for (String wrong : rules.broken(draft, answer))
      findings.add(
          wrong + " (" + draft.template + ")",
          "answered " + answer.head() + cut(answer.text()),
          number,
          shown(bytes));
    if (!answer.isDone() || !draft.mayChange()) return;
    ledger.done(draft, answer);
  }

  private static String cut(String text) {
    return text.length() < 800 ? text : text.substring(0, 800) + "…";
  }

  private static String shown(byte[] bytes) {
    return Findings.readable(bytes);
  }

  private void failed(long number, Draft draft, Exception broken, byte[] bytes) {
    drop();
    if (draft.mayChange()) ledger.unheard(bytes);
    findings.add(
        broken.toString().lines().findFirst().orElse("").replaceAll("[0-9]+", "#"),
        broken.toString(),
        number,
        shown(bytes));
  }

  /** Several requests in one write, and the answers in their order. */
  void together(long number, List<Draft> drafts) {
    drop();
    var all = new ByteArrayOutputStream();
    drafts.forEach(draft -> all.writeBytes(draft.bytes()));
    sent += drafts.size();
    var open = new ArrayDeque<>(drafts);
    try (Wire wire = new Wire(port)) {
      wire.sendWhatIsTaken(all.toByteArray());
      while (!open.isEmpty() && next(wire, open, number, all.toByteArray())) continue;
      open.stream().filter(Draft::mayChange).forEach(draft -> ledger.unheard(draft.bytes()));
    } catch (IOException | Wire.NotHttp broken) {
      open.forEach(draft -> failed(number, draft, broken, all.toByteArray()));
    }
  }

  /** Whether there is more to come after the next answer. */
  private boolean next(Wire wire, ArrayDeque<Draft> open, long number, byte[] all)
      throws IOException {
    Draft draft = open.element();
    Optional<Answer> answer = wire.answer(draft.isHead());
    if (answer.isEmpty()) {
      findings.add("closed before all were answered", open.size() + " left", number, shown(all));
      return false;
    }
    judge(number, draft, answer.get(), all);
    if (!overtakes(answer.get())) open.remove();
    if (answer.get().isStream()) return false;
    if (answer.get().closes() && !isUnparsed(draft.isHead(), answer.get())) wire.expectEnd();
    return !answer.get().closes();
  }

  /**
   * Akka answers what it cannot parse at once, in place of the answers to what came before on the
   * same connection and is still being done.
   */
  private static boolean overtakes(Answer answer) {
    return answer.closes() && answer.text().contains(ProblemCodes.MALFORMED_HTTP);
  }

  /** Akka does not know then that it is HEAD, and sends a body. */
  private static boolean isUnparsed(boolean isHead, Answer answer) {
    return isHead && answer.isRefusal() && answer.closes();
  }

  /** Bytes of which nobody knows what they are: what is hidden in a body is not done. */
  void raw(long number, Draft draft, byte[] bytes) {
    drop();
    sent++;
    draft.isElsewhere = true;
    int done = 0;
    boolean overtaken = false;
    try (Wire wire = new Wire(port)) {
      wire.sendWhatIsTaken(bytes);
      wire.endOutput();
      boolean isHead = begins(bytes, "HEAD ");
      for (var answer = wire.answer(isHead); answer.isPresent(); answer = wire.answer(isHead)) {
        judge(number, draft, answer.get(), bytes);
        overtaken |= overtakes(answer.get());
        if (answer.get().isDone() && draft.mayChange()) done++;
        if (answer.get().isStream() || isUnparsed(isHead, answer.get())) break;
        isHead = false;
      }
    } catch (IOException | Wire.NotHttp broken) {
      failed(number, draft, broken, bytes);
    }
    if (done == 0 && overtaken && draft.mayChange()) ledger.unheard(bytes);
    if (done > WireMutations.requests(bytes))
      findings.add("one request was done twice", done + " answers", number, shown(bytes));
  }

  private static boolean begins(byte[] bytes, String text) {
    return new String(bytes, 0, Math.min(text.length(), bytes.length), StandardCharsets.ISO_8859_1)
        .equals(text);
  }

  /** A client that goes in the middle: what was not sent in full must not be done. */
  void abandoned(long number, Draft draft, int bytesSent, boolean reset) {
    drop();
    sent++;
    byte[] bytes = draft.bytes();
    boolean whole = bytesSent >= bytes.length;
    if (whole && draft.mayChange()) ledger.unheard(bytes);
    try (Wire wire = new Wire(port)) {
      wire.send(Arrays.copyOf(bytes, Math.min(bytesSent, bytes.length)));
      if (reset) wire.reset();
    } catch (IOException | Wire.NotHttp broken) {
      failed(number, draft, broken, bytes);
    }
  }

  int sent() {
    return sent;
  }

  String counts() {
    return sent + " requests, by status " + byStatus + ", too busy for " + rules.busy();
  }

  int busy() {
    return rules.busy();
  }

  @Override
  public void close() {
    drop();
  }
}
