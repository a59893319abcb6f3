package io.ixion.cluster;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A name server on loopback that knows one name: whatever it is asked, these are its addresses. */
final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int ANSWER = 0x8180;
  private static final int NAME_OF_QUESTION = 0xC00C;
  private static final int LIFE_S = 1;

  private final DatagramSocket socket;
  private final List<String> addresses;

  NameServer(List<String> addresses) throws IOException {
    this.addresses = addresses;
    socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    var thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[512], 512);
    try {
      while (!socket.isClosed()) {
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException closed) {
      // so nobody asks any more
    }
  }

  private byte[] answer(byte[] query) throws IOException {
    int end = HEADER;
    while (query[end] != 0) end += query[end] + 1;
    int type = ByteBuffer.wrap(query).getShort(end + 1);
    int questionEnd = end + 5;
    List<String> known = type == TYPE_A ? addresses : List.of();
    var out = ByteBuffer.allocate(512);
    out.put(query, 0, 2).putShort((short) ANSWER).putShort((short) 1);
    out.putShort((short) known.size()).putInt(0);
    out.put(query, HEADER, questionEnd - HEADER);
    for (String each : known) {
      out.putShort((short) NAME_OF_QUESTION).putShort((short) TYPE_A).putShort((short) 1);
      out.putInt(LIFE_S).putShort((short) 4).put(InetAddress.getByName(each).getAddress());
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @Override
  public void close() {
    socket.close();
  }
}
