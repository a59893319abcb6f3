package io.ixion.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ixion.deploy.DumbNode.Manner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped entry before nodes that keep every byte; only where HAProxy is installed. */
class EntryIT {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n";
  private static final String POST = "POST /a HTTP/1.1\r\nHost: h\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n";
  private static final List<String> HEADERS =
      List.of(
          "X-Name",
          "Ixion-Tenant",
          "Idempotency-Key",
          "If-Match",
          "Accept",
          "Content-Type",
          "Cookie",
          "Connection",
          "Expect",
          "Upgrade",
          "X-Forwarded-For");

  /** What is refused, and what it is an example of. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry(GET + "X Y: a\r\n\r\n", "a space in a name"),
          Map.entry(GET + "X : a\r\n\r\n", "a space after a name"),
          Map.entry(GET + ": a\r\n\r\n", "no name"),
          Map.entry(GET + "X\u00e9: a\r\n\r\n", "a name that is not ASCII"),
          Map.entry(GET + "X: a\rIxion-Tenant: b\r\n\r\n", "a bare CR"),
          Map.entry(GET + "Host: g\r\n\r\n", "two hosts"),
          Map.entry("GET /a\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n", "a target that is not ASCII"),
          Map.entry("GET /a\u0000 HTTP/1.1\r\nHost: h\r\n\r\n", "NUL in a target"),
          Map.entry("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "a space in a target"),
          Map.entry("CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", "a tunnel"),
          Map.entry("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/2"),
          Map.entry(POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", "two lengths"),
          Map.entry(POST + "Content-Length: \r\n\r\nabc", "a length without digits"),
          Map.entry(POST + "Content-Length: 1 2\r\n\r\nabcdefghijkl", "a length with a space"),
          Map.entry(POST + "Content-Length: +3\r\n\r\nabc", "a length with a sign"),
          Map.entry(POST + "Content-Length: 18446744073709551619\r\n\r\nabc", "a length over 2^64"),
          Map.entry(POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "an unknown coding"),
          Map.entry(CHUNKED + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n", "two codings"),
          Map.entry(CHUNKED.replace("/1.1", "/1.0") + "\r\n0\r\n\r\n", "chunks in HTTP/1.0"),
          Map.entry(CHUNKED + "\r\n+3\r\nabc\r\n0\r\n\r\n", "a chunk with a sign"));

  @TempDir private Path directory;
  private DumbNode node;
  private DumbNode second;
  private DumbNode third;
  private Entry entry;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Entry.isInstalled(), "needs haproxy");
    node = new DumbNode();
    second = new DumbNode();
    third = new DumbNode();
    entry = Entry.start(directory, List.of(node, second, third));
  }

  @AfterEach
  void stop() throws Exception {
    if (entry != null) entry.close();
    for (DumbNode each : new DumbNode[] {node, second, third}) if (each != null) each.close();
  }

  private List<String> reached() {
    var all = new ArrayList<>(node.reached());
    all.addAll(second.reached());
    all.addAll(third.reached());
    return all;
  }

  private static byte[] bytes(String request) {
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void refuses(byte[] request, String what) throws IOException {
    assertThat(entry.untilClosed(request)).as(what).startsWith("HTTP/1.1 400 ");
    assertThat(reached()).as(what).isEmpty();
  }

  @Test
  void theShippedFileIsValid() throws Exception {
    Path shipped = DeployFiles.ROOT.resolve("deploy/haproxy/haproxy.cfg");
    assertThat(Entry.run(List.of("haproxy", "-c", "-f", shipped.toString()))).isZero();
  }

  @Test
  void noByteButPrintableAsciiReachesANodeInAnyHeader() throws Exception {
    for (int value = 0; value < 256; value++) {
      if (value == '\t' || value == '\n' || (value >= ' ' && value < 0x7f)) continue;
      for (String shape : new String[] {"Jos%\r\nHost: h", "a%b\r\nHost: h"}) {
        var request = new ByteArrayOutputStream();
        String[] around = shape.split("%");
        request.writeBytes(bytes("GET /a HTTP/1.1\r\nX-Name: " + around[0]));
        request.write(value);
        request.writeBytes(bytes(around[1] + "\r\nIxion-Tenant: mine\r\n\r\n"));
        refuses(request.toByteArray(), String.format("%02x in %s", value, shape));
      }
    }
    for (String header : HEADERS)
      refuses(bytes(GET + header + ": a\u00e9\r\n\r\n"), header + ", the last one");
    refuses(bytes("GET /a HTTP/1.1\r\nHost: h\u00e9\r\n\r\n"), "Host");
  }

  @Test
  void whatItRefusesByARuleIsAProblemOfTheApi() throws Exception {
    assertThat(entry.untilClosed(bytes(GET + "X-Name: Jos\u00e9\r\nIxion-Tenant: a\r\n\r\n")))
        .contains("content-type: application/problem+json", "\"code\":\"malformed-http\"");
  }

  @Test
  void whatIsPrintableAndTabsPass() throws Exception {
    var value = new StringBuilder("a\t");
    for (char c = ' '; c < 0x7f; c++) value.append(c);
    assertThat(entry.answer(bytes(GET + "X-Name: " + value + "\r\n\r\n"))).contains(" 200 ");
    assertThat(reached()).singleElement().asString().contains("x-name: " + value + "\r\n");
  }

  @Test
  void aRequestThatTwoParsersReadInTwoWaysIsRefused() throws Exception {
    for (var each : REFUSED.entrySet()) refuses(bytes(each.getKey()), each.getValue());
  }

  @Test
  void theRestIsSaidInTheOnlyWay() throws Exception {
    becomes(GET + "X: a\nIxion-Tenant: b\r\n\r\n", "\r\nx: a\r\nixion-tenant: b\r\n");
    becomes(GET + "X: a\r\n b\r\nY: c\r\n\r\n", "\r\ny: c\r\n");
    becomes("\r\n" + GET + "\r\n", "GET /a HTTP/1.1\r\nhost: h\r\n");
    becomes(POST + "Content-Length: 0, 0\r\n\r\n", "\r\ncontent-length: 0\r\n");
    String both = CHUNKED + "Content-Length: 3\r\n\r\n0\r\n\r\n";
    assertThat(becomes(both, "\r\ntransfer-encoding: chunked\r\n"))
        .doesNotContain("content-length");
    String upgrade = GET + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    assertThat(becomes(upgrade, "host: h")).doesNotContain("upgrade: h2c");
    assertThat(becomes(GET + "Ixion_Tenant: b\r\n\r\n", "host: h")).doesNotContain("enant");
  }

  /** What comes after a body in parts are headers that no rule has seen. */
  @Test
  void nothingFollowsTrailersInAConnectionToANode() throws Exception {
    becomes(CHUNKED + "\r\n3\r\nabc\r\n0\r\nX: a\u00e9\r\n\r\n", "\r\nconnection: close\r\n");
  }

  private String becomes(String request, String part) throws IOException {
    assertThat(entry.answer(bytes(request))).as(request).startsWith("HTTP/1.1 200 ");
    List<String> all = reached();
    assertThat(all).as(request).singleElement().asString().contains(part);
    return all.get(0);
  }

  /** The first head of a connection, and a later one. */
  @Test
  void aHeadThatDoesNotArriveEndsItsConnection() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int n = 0; n < 100; n++) {
        Socket socket = entry.connect();
        slow.add(socket);
        if (n % 2 == 0) {
          socket.getOutputStream().write(bytes(GET + "\r\n"));
          assertThat(Entry.answer(socket)).startsWith("HTTP/1.1 200 ");
        }
        socket.getOutputStream().write(bytes(GET + "X-Slow: a"));
      }
      for (Socket socket : slow)
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .startsWith("HTTP/1.1 408 ");
    } finally {
      for (Socket socket : slow) socket.close();
    }
    assertThat(reached()).hasSize(50);
  }

  @Test
  void aBodyThatDoesNotArriveReachesNoNode() throws Exception {
    assertThat(entry.answer(bytes(POST + "Content-Length: 5\r\n\r\nab")))
        .startsWith("HTTP/1.1 408 ")
        .contains("\"code\":\"request-timeout\"", "retry-after: 1");
    assertThat(reached()).isEmpty();
  }

  @Test
  void whatANodeDoesNotAnswerMayHaveBeenDone() throws Exception {
    for (DumbNode each : new DumbNode[] {node, second, third}) each.behave(Manner.HANGS_UP);
    assertThat(entry.answer(bytes(GET + "\r\n")))
        .startsWith("HTTP/1.1 502 ")
        .contains("\"code\":\"outcome-unknown\"", "\"retryable\":false");
    for (DumbNode each : new DumbNode[] {node, second, third}) each.behave(Manner.IS_SILENT);
    assertThat(entry.answer(bytes(GET + "\r\n")))
        .startsWith("HTTP/1.1 504 ")
        .contains("\"code\":\"outcome-unknown\"", "\"retryable\":false");
    assertThat(reached()).hasSize(2);
  }

  @Test
  void whereThereIsNoNodeNothingWasDone() throws Exception {
    for (DumbNode each : new DumbNode[] {node, second, third}) each.close();
    assertThat(entry.answer(bytes(GET + "\r\n")))
        .startsWith("HTTP/1.1 503 ")
        .contains("\"code\":\"unavailable\"", "\"retryable\":true", "retry-after: 1");
  }
}
