package io.ixion.node.fuzz;

import static io.ixion.node.fuzz.Draft.latin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Bytes that are no request any more, or nobody knows where it ends. */
final class WireMutations {
  /** The names of codings have no case (RFC 9112, 7). */
  private static final Pattern CHUNKED_AND_MORE =
      Pattern.compile(
          "^Transfer-Encoding:[ \\t]*chunked[ \\t]*\\R(?:.+\\R)*\\R(?:2\\R\\{\\}\\R)?0\\R\\RPOST ",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /** Akka reads a length without digits as 0, and lets nobody see what was written. */
  private static final Pattern NO_LENGTH_AND_MORE =
      Pattern.compile("^Content-Length:[ \\t]*\\R(?:.+\\R)*\\RPOST ", Pattern.MULTILINE);

  private WireMutations() {}

  static byte[] bytes(Draft draft, Dice dice) {
    draft.version = "HTTP/1.1";
    return switch (dice.below(8)) {
      case 0 -> requestLine(draft, dice);
      case 1 -> lineEnds(draft, dice);
      case 2 -> headerForm(draft, dice);
      case 3, 4 -> framing(draft, dice);
      case 5 -> chunks(draft, dice);
      case 6 -> bent(draft.bytes(), dice);
      default -> strange(dice);
    };
  }

  private static byte[] requestLine(Draft draft, Dice dice) {
    String target = draft.target();
    String line =
        dice.one(
            draft.method + "  " + target + " HTTP/1.1",
            draft.method + "\t" + target + "\tHTTP/1.1",
            draft.method + " " + target,
            draft.method + " " + target + " HTTP/1.1 ",
            draft.method + " " + target + " x HTTP/1.1",
            draft.method + " " + target + " http/1.1",
            draft.method
                + " "
                + target
                + " HTTP/"
                + dice.one("0.9", "1.2", "2.0", "1.10", "1", "9.9"),
            " " + draft.method + " " + target + " HTTP/1.1",
            "\r\n" + draft.method + " " + target + " HTTP/1.1",
            "\r\n\r\n\r\n" + draft.method + " " + target + " HTTP/1.1",
            "M".repeat(100) + " " + target + " HTTP/1.1",
            draft.method + " /" + "p".repeat(dice.one(2_000, 5_000, 100_000)) + " HTTP/1.1",
            draft.method + " " + (char) dice.below(256) + target + " HTTP/1.1",
            draft.method + (char) dice.below(256) + " " + target + " HTTP/1.1",
            draft.method + " * HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "CONNECT localhost:80 HTTP/1.1",
            "HTTP/1.1 200 OK");
    return joined(line + rest(draft), draft.body);
  }

  private static String rest(Draft draft) {
    String head = draft.head();
    return head.substring(head.indexOf("\r\n"));
  }

  private static byte[] joined(String head, byte[] body) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(latin(head));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static byte[] lineEnds(Draft draft, Dice dice) {
    String head = draft.head();
    int second = head.indexOf("\r\n", head.indexOf("\r\n") + 2);
    return joined(
        switch (dice.below(6)) {
          case 0 -> head.replace("\r\n", "\n");
          case 1 -> head.replace("\r\n", "\r");
          case 2 -> head.replace("\r\n", "\r\r\n");
          case 3 -> head.substring(0, second) + "\r\n folded: x" + head.substring(second);
          case 4 ->
              head.substring(0, second) + "\r\nX-A: b\nIxion-Tenant: acme" + head.substring(second);
          default ->
              head.substring(0, second) + "\r\nX-A: b\rIxion-Tenant: acme" + head.substring(second);
        },
        draft.body);
  }

  private static byte[] headerForm(Draft draft, Dice dice) {
    String line =
        switch (dice.below(9)) {
          case 0 -> "NoColon";
          case 1 -> "Spaced : x";
          case 2 -> ": no name";
          case 3 -> " Host: x";
          case 4 -> "X-" + (char) dice.below(256) + ": x";
          case 5 -> "X-A: " + "x".repeat(dice.one(8_192, 70_000, 300_000));
          case 6 -> "N".repeat(dice.one(100, 10_000)) + ": x";
          case 7 -> "X-A: b\r\n".repeat(dice.one(60, 70, 1_000)) + "X-B: c";
          default -> "X-A: " + (char) dice.from(0x80, 0xff);
        };
    String head = draft.head();
    int first = head.indexOf("\r\n");
    return joined(head.substring(0, first) + "\r\n" + line + head.substring(first), draft.body);
  }

  /** Where a body ends is what smuggling is made of; what seems to follow it is a submit. */
  private static byte[] framing(Draft draft, Dice dice) {
    if (dice.onceIn(20)) return unframed(draft);
    byte[] body = dice.percent(40) ? smuggled(dice) : draft.body;
    int length = body.length;
    String framing =
        dice.one(
            "Content-Length: -1",
            "Content-Length: +" + length,
            "Content-Length: " + length + ", " + length,
            "Content-Length: " + length + "\r\nContent-Length: " + length,
            "Content-Length: " + length + "\r\nContent-Length: 0",
            "Content-Length: 0\r\nContent-Length: " + length,
            "Content-Length: " + (length + 5),
            "Content-Length: 0x" + length,
            "Content-Length: " + length + "x",
            "Content-Length: ",
            "Content-Length: 00000" + length,
            "Content-Length: 99999999999999999999",
            "Content-Length: 9223372036854775807",
            "Content-Length: 262145",
            "Content-Length: " + length + "\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: " + length,
            "Transfer-Encoding: identity",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: Chunked",
            "Transfer-Encoding: xchunked\r\nContent-Length: " + length,
            "Transfer-Encoding : chunked\r\nContent-Length: " + length,
            "Transfer-Encoding:\tchunked\r\nContent-Length: " + length,
            "Transfer-Encoding: \"chunked\"\r\nContent-Length: " + length);
    draft.hasBody = false;
    String head = draft.head();
    return joined(head.substring(0, head.length() - 2) + framing + "\r\n\r\n", body);
  }

  private static byte[] unframed(Draft draft) {
    draft.hasBody = false;
    return joined(draft.head(), draft.body);
  }

  private static byte[] smuggled(Dice dice) {
    String submit = "{\"queue\":\"billing\",\"mediaType\":\"chat\"}";
    String request =
        "POST /api/v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + submit.length()
            + "\r\n\r\n"
            + submit;
    return latin(dice.one("0\r\n\r\n", "", "2\r\n{}\r\n0\r\n\r\n", "{}") + request);
  }

  /**
   * How many requests may be done of these bytes: one, or two where a body ends as it says and a
   * request follows.
   */
  static int requests(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean two = CHUNKED_AND_MORE.matcher(text).find() || NO_LENGTH_AND_MORE.matcher(text).find();
    return two ? 2 : 1;
  }

  private static byte[] chunks(Draft draft, Dice dice) {
    byte[] body = draft.body.length == 0 ? latin("{}") : draft.body;
    String data = new String(body, StandardCharsets.ISO_8859_1);
    String size = Integer.toHexString(body.length);
    String chunked =
        dice.one(
            size.toUpperCase(java.util.Locale.ROOT) + ";a=b\r\n" + data + "\r\n0\r\n\r\n",
            size + ";" + "e".repeat(dice.one(10, 300, 20_000)) + "\r\n" + data + "\r\n0\r\n\r\n",
            "0000000" + size + "\r\n" + data + "\r\n0\r\n\r\n",
            "0".repeat(1_000) + size + "\r\n" + data + "\r\n0\r\n\r\n",
            "-" + size + "\r\n" + data + "\r\n0\r\n\r\n",
            "0x" + size + "\r\n" + data + "\r\n0\r\n\r\n",
            "\r\n" + data + "\r\n0\r\n\r\n",
            "FFFFFFFFFFFFFFFFF\r\n" + data + "\r\n0\r\n\r\n",
            "7fffffff\r\n" + data,
            size + "\r\n" + data + "0\r\n\r\n",
            size + "\r\n" + data + "\r\n",
            size + "\r\n" + data + "\r\n0\r\n",
            size + "\n" + data + "\n0\n\n",
            size + " \r\n" + data + "\r\n0 \r\n\r\n",
            size
                + "\r\n"
                + data
                + "\r\n0\r\n"
                + "X-T: y\r\n".repeat(dice.one(1, 63, 65, 1_000))
                + "\r\n",
            size + "\r\n" + data + "\r\n0\r\nX-T: " + "y".repeat(9_000) + "\r\n\r\n",
            size + "\r\n" + data + "\r\n0\r\nX-T: Jos\u00e9\r\nX-U: z\r\n\r\n",
            "1\r\n" + data + "\r\n0\r\n\r\n");
    draft.hasBody = false;
    String head = draft.head();
    return latin(
        head.substring(0, head.length() - 2) + "Transfer-Encoding: chunked\r\n\r\n" + chunked);
  }

  /** A byte changed, put in or left out, or all after it. */
  static byte[] bent(byte[] bytes, Dice dice) {
    byte[] bent = bytes;
    for (int i = dice.from(1, 3); i > 0 && bent.length > 1; i--) {
      int at = dice.below(Math.min(bent.length, 600));
      byte[] tail = Arrays.copyOfRange(bent, at, bent.length);
      String front = new String(bent, 0, at, StandardCharsets.ISO_8859_1);
      bent =
          switch (dice.below(4)) {
            case 0 -> joined(front + (char) dice.below(256), tail);
            case 1 -> joined(front, Arrays.copyOfRange(tail, 1, tail.length));
            case 2 ->
                joined(front + (char) dice.below(256), Arrays.copyOfRange(tail, 1, tail.length));
            default -> latin(front);
          };
    }
    return bent;
  }

  private static byte[] strange(Dice dice) {
    return switch (dice.below(5)) {
      case 0 -> dice.bytes(dice.from(1, 2_000));
      case 1 -> latin("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
      case 2 -> latin("\u0016\u0003\u0001\0\u00a5\1\0\0\u00a1\u0003\u0003" + "x".repeat(161));
      case 3 -> latin("\r\n".repeat(dice.one(1, 100, 5_000)));
      default -> latin("GET / HTTP/1.1\r\n".repeat(50));
    };
  }
}
