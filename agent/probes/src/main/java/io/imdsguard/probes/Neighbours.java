package io.imdsguard.probes;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Speaks to what lives beside the metadata service, over TCP and UDP, to servers that send back
 * what they get: {@code Neighbours tcp|udp:ADDRESS:PORT...}.
 */
public final class Neighbours {
  private static final byte[] HELLO = Http.bytes("hello");

  private Neighbours() {}

  public static void main(String[] arguments) {
    for (String argument : arguments) {
      String[] words = argument.split(":", 3);
      int port = Integer.parseInt(words[2]);
      if (words[0].equals("tcp")) {
        Report.run(argument, host -> tcp(host, port), words[1]);
      } else {
        Report.run(argument, host -> udp(host, port), words[1]);
        Report.run(argument + "-channel", host -> udpChannel(host, port), words[1]);
      }
    }
    System.exit(0);
  }

  private static String tcp(String host, int port) throws Exception {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(host, port), 5_000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(HELLO);
      byte[] answer = new byte[HELLO.length];
      int read = socket.getInputStream().read(answer);
      return "200 " + new String(answer, 0, Math.max(0, read), "US-ASCII");
    }
  }

  private static String udp(String host, int port) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      socket.connect(InetAddress.getByName(host), port);
      socket.send(new DatagramPacket(HELLO, HELLO.length));
      DatagramPacket answer = new DatagramPacket(new byte[64], 64);
      socket.receive(answer);
      return "200 " + new String(answer.getData(), 0, answer.getLength(), "US-ASCII");
    }
  }

  private static String udpChannel(String host, int port) throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(host, port));
      channel.write(ByteBuffer.wrap(HELLO));
      ByteBuffer answer = ByteBuffer.allocate(64);
      channel.read(answer);
      return "200 " + new String(answer.array(), 0, answer.position(), "US-ASCII");
    }
  }
}
