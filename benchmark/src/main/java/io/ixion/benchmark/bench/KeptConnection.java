package io.ixion.benchmark.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One kept-alive HTTP/1.1 connection for one thread: a request, an answer of known length, again.
 * In a benchmark client and server share the cores, so the client has to cost as little as one can;
 * for anything else use a real client.
 */
public final class KeptConnection implements AutoCloseable {
  private static final int LONGEST_LINE = 8_192;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int ANSWER_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String fixedHeaders;
  private long usedAt = System.nanoTime();

  /** Status and body of an answer. */
  public record Answer(int status, String body) {}

  public KeptConnection(URI base, String tenant) throws IOException {
    socket = new Socket(base.getHost(), base.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(ANSWER_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    fixedHeaders =
        " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nIxion-Tenant: "
            + tenant
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
  }

  /** Whether it was idle for so long that the server is about to close it, or has done so. */
  boolean isStale() {
    return System.nanoTime() - usedAt > IDLE_NANOS;
  }

  public Answer send(String method, String path, String body) throws IOException {
    byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        (method + ' ' + path + fixedHeaders + content.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    var request = new byte[head.length + content.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    out.write(request);
    usedAt = System.nanoTime();
    return answer();
  }

  private Answer answer() throws IOException {
    String status = line();
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line())
      if (header.regionMatches(true, 0, "content-length:", 0, 15))
        length = Integer.parseInt(header.substring(15).trim());
    if (length < 0) throw new IOException("an answer without a length: " + status);
    byte[] body = in.readNBytes(length);
    if (body.length < length) throw new EOFException("the answer broke off");
    return new Answer(
        Integer.parseInt(status.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new EOFException("the connection was closed");
      if (c != '\r') line.write(c);
      if (line.size() > LONGEST_LINE) throw new IOException("a header line is too long");
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
