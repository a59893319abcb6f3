package io.ixion.benchmark.bench.overload;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/** One kept-alive connection on which at most one request waits for its answer. */
final class LoadConnection {
  private static final int USUAL_ANSWER = 2_048;
  private static final int LONGEST_ANSWER = 65_536;

  private ByteBuffer in = ByteBuffer.allocate(USUAL_ANSWER);
  private SocketChannel channel;
  private SelectionKey key;
  private boolean waits;
  private int number;
  private long due;
  private long sent;

  /** Begins to connect; true when it is connected already. */
  boolean connect(InetSocketAddress node, Selector selector) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(node);
    key = channel.register(selector, interest(connected), this);
    return connected;
  }

  private static int interest(boolean connected) {
    return connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
  }

  void connected() throws IOException {
    channel.finishConnect();
    key.interestOps(interest(true));
  }

  /**
   * Sends a request. A few hundred bytes always fit where nothing else is on its way.
   *
   * @param due when it should have been sent, from which its latency counts
   */
  void send(ByteBuffer request, int number, long due, long now) throws IOException {
    this.number = number;
    this.due = due;
    this.sent = now;
    waits = true;
    channel.write(request);
    if (request.hasRemaining()) throw new IOException("the node does not read");
  }

  /** What has arrived, once all of it has. */
  Optional<RawAnswer> read() throws IOException {
    if (channel.read(in) < 0) throw new EOFException("the connection was closed");
    Optional<RawAnswer> answer = RawAnswer.read(in.array(), in.position());
    if (answer.isPresent()) {
      if (!waits) throw new IOException("an answer that nobody asked for");
      waits = false;
      in.clear();
    } else if (!in.hasRemaining()) grow();
    return answer;
  }

  private void grow() throws IOException {
    if (in.capacity() >= LONGEST_ANSWER) throw new IOException("the answer is too long");
    in = ByteBuffer.wrap(Arrays.copyOf(in.array(), in.capacity() * 2)).position(in.position());
  }

  boolean waits() {
    return waits;
  }

  int number() {
    return number;
  }

  long due() {
    return due;
  }

  /** When the request that waits was sent. */
  long sent() {
    return sent;
  }

  void close() throws IOException {
    waits = false;
    in.clear();
    if (channel != null) channel.close();
  }
}
