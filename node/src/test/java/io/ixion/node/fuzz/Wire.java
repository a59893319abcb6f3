package io.ixion.node.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * One connection, on which any bytes can be sent and answers are read strictly: whatever is not an
 * answer as RFC 9112 frames it is a {@link NotHttp}.
 */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;
  private static final int LONGEST_HEAD = 64 * 1_024;
  private static final int LONGEST_BODY = 16 * 1_024 * 1_024;
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked\r\n";

  private final Socket socket;
  private final InputStream in;

  /** What no server may send. */
  static final class NotHttp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotHttp(String message) {
      super(message);
    }
  }

  Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    in = new java.io.BufferedInputStream(socket.getInputStream(), 16 * 1_024);
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends as much as the server takes: it may refuse the whole by a part, and close. */
  void sendWhatIsTaken(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException closed) {
      // its answer is there, or is told as missing
    }
  }

  /** Tells the server that nothing more will come. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** The client is gone without a word. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Whether something has come that nobody asked for. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  /** Waits for the end, which must come, and with nothing before it. */
  void expectEnd() throws IOException {
    if (in.read() >= 0) throw new NotHttp("more bytes after the last answer");
  }

  /**
   * The next final answer, or nothing when the server has closed the connection before its first
   * byte.
   *
   * @param isHead whether the request was HEAD, so that no body comes
   */
  Optional<Answer> answer(boolean isHead) throws IOException {
    while (true) {
      String head = head();
      if (head.isEmpty()) return Optional.empty();
      int status = status(head);
      if (status == 100) continue;
      if (status < 200) throw new NotHttp("an interim answer that was not asked for: " + head);
      boolean isStream = !isHead && status == 200 && head.contains("text/event-stream");
      if (isStream) return Optional.of(new Answer(status, head, beginOfStream(), true));
      byte[] body = isHead || WITHOUT_BODY.contains(status) ? new byte[0] : body(head);
      return Optional.of(new Answer(status, head, body, false));
    }
  }

  private static int status(String head) {
    if (!head.startsWith("HTTP/1.1 ")
        || !head.substring(9).matches("(?s)[1-5][0-9]{2} [^\r\n]*\r\n.*"))
      throw new NotHttp("no status line: " + head);
    return Integer.parseInt(head.substring(9, 12));
  }

  /** Up to and with the empty line; empty at the end of the stream. */
  private String head() throws IOException {
    var head = new ByteArrayOutputStream(512);
    for (int last = 0; last < 4; ) {
      int next = in.read();
      if (next < 0 && head.size() == 0) return "";
      if (next < 0)
        throw new NotHttp("half an answer: " + head.toString(StandardCharsets.ISO_8859_1));
      head.write(next);
      last = next == "\r\n\r\n".charAt(last) ? last + 1 : next == '\r' ? 1 : 0;
      if (head.size() > LONGEST_HEAD) throw new NotHttp("a head without end");
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] body(String head) throws IOException {
    String lower = head.toLowerCase(java.util.Locale.ROOT);
    if (lower.contains(CHUNKED)) return chunks();
    int at = lower.indexOf("\r\ncontent-length: ");
    if (at < 0) return rest();
    int from = at + "\r\ncontent-length: ".length();
    return exactly(number(head.substring(from, head.indexOf('\r', from)), 10));
  }

  private static int number(String text, int radix) {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= LONGEST_BODY) return number;
    } catch (NumberFormatException wrong) {
      // told below
    }
    throw new NotHttp("a length of " + text);
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) throw new NotHttp(bytes.length + " bytes of a body of " + count);
    return bytes;
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      byte[] chunk = exactly(number(line(), 16));
      if (chunk.length == 0) {
        while (!line().isEmpty()) continue; // trailers
        return all.toByteArray();
      }
      all.writeBytes(chunk);
      if (all.size() > LONGEST_BODY) throw new NotHttp("a body without end");
      if (!line().isEmpty()) throw new NotHttp("a chunk longer than its size");
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new EOFException("in a chunked body");
      line.append((char) next);
    }
    return line.toString().trim();
  }

  private byte[] rest() throws IOException {
    byte[] all = in.readNBytes(LONGEST_BODY + 1);
    if (all.length > LONGEST_BODY) throw new NotHttp("a body without end");
    return all;
  }

  private byte[] beginOfStream() throws IOException {
    byte[] begin = new byte[64];
    int count = in.read(begin);
    return Arrays.copyOf(begin, Math.max(0, count));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // so it is closed
    }
  }
}
