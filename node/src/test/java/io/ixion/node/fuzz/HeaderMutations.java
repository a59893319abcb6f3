package io.ixion.node.fuzz;

import static io.ixion.node.fuzz.OddValues.any;
import static io.ixion.node.fuzz.OddValues.latin;

import java.util.List;

/** Heads that no careful client sends. */
final class HeaderMutations {
  static final List<Mutation> ALL =
      List.of(
          odd("Ixion-Tenant", "tenant"),
          odd("Ixion-Agent", "agent"),
          odd("Idempotency-Key", "key"),
          odd("Last-Event-ID", "position"),
          odd("Content-Type", "type"),
          odd("Expect", "expect"),
          odd("Origin", "origin"),
          odd("Sec-Fetch-Site", "site"),
          HeaderMutations::condition,
          HeaderMutations::condition,
          HeaderMutations::accept,
          HeaderMutations::encoding,
          HeaderMutations::host,
          HeaderMutations::anyByte,
          HeaderMutations::twice,
          HeaderMutations::many,
          HeaderMutations::connection,
          (draft, dice) -> draft.header(any("header", dice), latin("content", dice)));
  private static final List<String> CONDITIONS = List.of("If-Match", "If-None-Match");

  private HeaderMutations() {}

  private static Mutation odd(String name, String kind) {
    return (draft, dice) -> draft.onlyHeader(name, latin(kind, dice));
  }

  private static void condition(Draft draft, Dice dice) {
    String name = dice.one(CONDITIONS);
    switch (dice.below(5)) {
      case 0 ->
          draft.onlyHeader(
              name, any("tag", dice) + dice.one(", ", ",", " ,, ", ";", " ") + any("tag", dice));
      case 1 ->
          draft.onlyHeader(
              name, ("\"r" + dice.below(9) + "\", ").repeat(dice.one(3, 63, 64, 65)) + "\"r1\"");
      case 2 -> {
        draft.header(name, any("tag", dice));
        draft.header(name, any("tag", dice));
      }
      case 3 ->
          draft.onlyHeader(
              dice.one("If-Unmodified-Since", "If-Modified-Since", "If-Range", "Range"),
              any("date", dice));
      default -> draft.onlyHeader(name, latin("tag", dice));
    }
  }

  private static void accept(Draft draft, Dice dice) {
    var list = new StringBuilder(latin("accept", dice));
    for (int i = dice.one(0, 0, 1, 3, 70); i > 0; i--) list.append(',').append(any("accept", dice));
    draft.onlyHeader("Accept", list.toString());
    if (dice.percent(20)) draft.header("Accept-Language", dice.one("de", "*", "", ";;"));
  }

  private static void encoding(Draft draft, Dice dice) {
    draft.onlyHeader(
        dice.one("Content-Encoding", "Content-Encoding", "TE", "Accept-Encoding"),
        any("encoding", dice));
  }

  private static void host(Draft draft, Dice dice) {
    if (dice.percent(15)) draft.without("Host");
    else if (dice.percent(15)) draft.header("Host", dice.one("localhost", "evil.example"));
    else draft.onlyHeader("Host", latin("host", dice));
  }

  private static void anyByte(Draft draft, Dice dice) {
    int any = dice.below(256);
    if (any == '\n' || any == '\r') any = 0;
    String value = dice.one("", "a") + (char) any + dice.one("", "b");
    String name =
        dice.one(
            "X-Name",
            "Ixion-Tenant",
            "Cookie",
            "Accept",
            "User-Agent",
            "If-Match",
            "Idempotency-Key");
    int inName = any <= 0x20 || any == ':' ? '!' : any;
    if (dice.percent(70)) draft.header(name, value);
    else draft.header("X-" + (char) inName, "x");
  }

  private static void twice(Draft draft, Dice dice) {
    if (dice.percent(50)) {
      Draft.Header known = dice.one(draft.headers);
      draft.header(known.name(), known.value());
      return;
    }
    String name =
        dice.one(
            "Ixion-Tenant",
            "Ixion-Agent",
            "Idempotency-Key",
            "Content-Type",
            "Last-Event-ID",
            "Origin",
            "Accept",
            "Expect");
    draft.header(name, "acme");
    draft.header(name, dice.one("acme", "default", "*/*", "100-continue"));
  }

  private static void many(Draft draft, Dice dice) {
    int count = dice.one(20, 60, 64, 100);
    for (int i = 0; i < count; i++) draft.header("X-Many-" + i, "v".repeat(dice.one(1, 100)));
    if (dice.percent(30)) draft.header("X-Long", "w".repeat(dice.one(8_000, 8_192, 9_000, 70_000)));
    if (dice.percent(10)) draft.header("N".repeat(dice.one(64, 65, 500)), "x");
  }

  private static void connection(Draft draft, Dice dice) {
    if (dice.percent(30)) draft.version = "HTTP/1.0";
    draft.onlyHeader("Connection", any("connection", dice));
  }
}
