package io.ixion.benchmark.drill.history;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of a history: an edge of a client's operation, something an agent was told, or a mark of
 * the drill itself. What does not apply is empty or 0.
 *
 * @param t nanoseconds since the recorder began, of a clock that never goes back
 * @param proc who did it; a process whose operation ended in {@code info} is never heard of again
 * @param op submit, accept, stop, probe, repeat, misuse; offer, assigned, taken; or the mark's name
 * @param node to which node it was sent, from 1
 * @param note a mark's value, or why an operation ended as it did
 */
public record Edge(
    long t,
    String proc,
    Kind kind,
    String op,
    String ixn,
    String key,
    String agent,
    String offer,
    int node,
    int status,
    long revision,
    String note) {
  /** Ends the note of an answer that said when to repeat the request (Retry-After). */
  public static final String SAYS_WHEN = " retry-after";

  /** What kind of line it is; {@code info} means that nobody knows whether it took effect. */
  public enum Kind {
    @JsonProperty("invoke")
    INVOKE,
    @JsonProperty("ok")
    OK,
    @JsonProperty("fail")
    FAIL,
    @JsonProperty("info")
    INFO,
    @JsonProperty("told")
    TOLD,
    @JsonProperty("mark")
    MARK
  }

  public Edge {
    proc = orEmpty(proc);
    op = orEmpty(op);
    ixn = orEmpty(ixn);
    key = orEmpty(key);
    agent = orEmpty(agent);
    offer = orEmpty(offer);
    note = orEmpty(note);
  }

  /** The beginning of one attempt at an operation. */
  public static Edge invoke(
      String proc, String op, String ixn, String key, String agent, String offer, int node) {
    return new Edge(0, proc, Kind.INVOKE, op, ixn, key, agent, offer, node, 0, 0, "");
  }

  public static Edge told(String agent, String op, String ixn, String offer, String note) {
    return new Edge(0, agent, Kind.TOLD, op, ixn, "", agent, offer, 0, 0, 0, note);
  }

  public static Edge mark(String name, String value) {
    return new Edge(0, "drill", Kind.MARK, name, "", "", "", "", 0, 0, 0, value);
  }

  /** The end of the attempt that this edge began; {@code id} is known only after a submit. */
  public Edge ended(Kind how, String id, int status, long revision, String why) {
    return new Edge(
        0, proc, how, op, id.isEmpty() ? ixn : id, key, agent, offer, node, status, revision, why);
  }

  public Edge at(long time) {
    return new Edge(time, proc, kind, op, ixn, key, agent, offer, node, status, revision, note);
  }

  public boolean is(Kind other, String operation) {
    return kind == other && op.equals(operation);
  }

  /** Whether the answer said when to repeat the request. */
  public boolean saysWhen() {
    return note.endsWith(SAYS_WHEN);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
