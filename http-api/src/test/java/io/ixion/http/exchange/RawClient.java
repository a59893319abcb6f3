package io.ixion.http.exchange;

import io.ixion.http.TestApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever bytes it likes. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(TestApi api) throws IOException {
    socket = new Socket("127.0.0.1", api.uri("/").getPort());
    socket.setSoTimeout(10_000);
  }

  /** One byte for each character. */
  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Everything until the server closes the connection. */
  String untilClosed() throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int count = socket.getInputStream().read(buffer);
          count >= 0;
          count = socket.getInputStream().read(buffer)) all.write(buffer, 0, count);
    } catch (SocketTimeoutException open) {
      throw new AssertionError("it is still open after " + all, open);
    } catch (IOException reset) {
      all.writeBytes("(reset)".getBytes(StandardCharsets.US_ASCII));
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Everything until this text has come. */
  String until(String text) throws IOException {
    var all = new StringBuilder();
    byte[] buffer = new byte[64 * 1_024];
    for (int from = 0; all.indexOf(text, from) < 0; ) {
      from = Math.max(0, all.length() - text.length());
      int count = socket.getInputStream().read(buffer);
      if (count < 0) throw new AssertionError("closed before " + text);
      all.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
