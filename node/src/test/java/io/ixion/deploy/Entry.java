package io.ixion.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The entry of the compose file as a process: its configuration, in which only addresses are those
 * of this machine and the times that a test would wait for are shorter.
 */
final class Entry implements AutoCloseable {
  private static final int PATIENCE_MS = 20_000;
  private final Process process;
  private final int port;

  private Entry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static boolean isInstalled() {
    try {
      return run(List.of("haproxy", "-v")) == 0;
    } catch (IOException none) {
      return false;
    }
  }

  static int run(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)) return process.exitValue();
      throw new IOException(command + " does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  static Entry start(Path directory, List<DumbNode> nodes) throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String configuration =
        DeployFiles.text("deploy/haproxy/haproxy.cfg")
            .replaceFirst("(?m)^resolvers containers\n(?: .*\n)+", "")
            .replace(" resolvers containers init-addr last,libc,none", "")
            .replace("bind :8080", "bind 127.0.0.1:" + port)
            .replace("timeout http-request 10s", "timeout http-request 1s")
            .replace("timeout server 60s", "timeout server 1s");
    for (int n = 1; n <= nodes.size(); n++)
      configuration =
          configuration.replace(" node-" + n + ":8080", " 127.0.0.1:" + nodes.get(n - 1).port());
    Path file = Files.writeString(directory.resolve("haproxy.cfg"), configuration);
    var command = new ProcessBuilder("haproxy", "-db", "-f", file.toString());
    var log = directory.resolve("haproxy.log").toFile();
    var entry = new Entry(command.redirectErrorStream(true).redirectOutput(log).start(), port);
    entry.awaitOpen();
    return entry;
  }

  private void awaitOpen() throws IOException {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
    while (true)
      try {
        connect().close();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > end) throw notYet;
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // between two looks
      }
  }

  Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  /** Sends the bytes and returns all that comes until the connection is closed by the entry. */
  String untilClosed(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Sends the bytes, which are one request, and returns one answer with its short body. */
  String answer(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request);
      return answer(socket);
    }
  }

  static String answer(Socket socket) throws IOException {
    var read = new ByteArrayOutputStream();
    String text = "";
    int length = -1;
    while (length < 0 || text.length() < length) {
      int next = socket.getInputStream().read();
      if (next < 0) return text;
      read.write(next);
      text = read.toString(StandardCharsets.ISO_8859_1);
      if (length < 0 && text.endsWith("\r\n\r\n"))
        length = text.length() + (int) DumbNode.contentLength(text);
    }
    return text;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
  }
}
