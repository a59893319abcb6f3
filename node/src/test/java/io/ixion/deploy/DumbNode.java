package io.ixion.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Stands where a node would: keeps the bytes that reach it and says that all is well, or not. */
final class DumbNode implements AutoCloseable {
  /** What it does with a request whose head it has read. */
  enum Manner {
    ANSWERS,
    HANGS_UP,
    IS_SILENT
  }

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *(\\d+)\r\n");

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Manner manner = Manner.ANSWERS;
  private final Thread acceptor = daemon(this::accept);

  DumbNode() throws IOException {}

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "dumb-node");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the end of it
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (true) {
        String head = head(socket);
        if (head.isEmpty()) return;
        boolean health = head.startsWith("GET /health/entry ");
        if (!health) heads.add(head);
        if (!health && manner == Manner.HANGS_UP) return;
        socket.getInputStream().readNBytes((int) contentLength(head));
        if (!health && manner == Manner.IS_SILENT) socket.getInputStream().read();
        socket.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
        if (head.contains("onnection: close")) return;
      }
    } catch (IOException gone) {
      // nobody waits for it any more
    } finally {
      open.remove(socket);
    }
  }

  private static String head(Socket socket) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) return "";
      read.write(next);
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  static long contentLength(String head) {
    var matcher = LENGTH.matcher(head);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  int port() {
    return server.getLocalPort();
  }

  void behave(Manner next) {
    manner = next;
  }

  /** The heads of requests that have reached it since the last time, without those for health. */
  List<String> reached() {
    var all = List.copyOf(heads);
    heads.clear();
    return all;
  }

  /** Nobody listens any more when it returns: until its thread has seen it, the port is open. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) socket.close();
  }
}
