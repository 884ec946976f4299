package io.imdsguard.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A GET that the agent sends to its own gate with a caller's ticket. */
final class OwnRequest {
  /** Longer than any answer that native code takes from Java. */
  private static final int MAX_ANSWER = 256 * 1024;

  private static final String OK = "HTTP/1.1 200 ";
  private static final String END = "\r\n\r\n";

  private final String text;

  /**
   * Creates one.
   *
   * @param authorization the value of an {@code Authorization} field, or {@code null}
   */
  OwnRequest(String path, String ticket, String authorization) {
    StringBuilder head = new StringBuilder(256);
    head.append("GET ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    head.append(Tickets.FIELD).append(": ").append(ticket).append("\r\n");
    if (authorization != null) {
      head.append("Authorization: ").append(authorization).append("\r\n");
    }
    this.text = head.append("\r\n").toString();
  }

  /**
   * Sends it.
   *
   * @return the answer's body
   * @throws IOException if the answer is not 200
   */
  byte[] send(Tickets.Door door) throws IOException {
    String answer;
    try (SocketChannel channel = door.connect()) {
      ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      answer = read(channel);
    }
    int end = answer.indexOf(END);
    if (!answer.startsWith(OK) || end < 0) {
      throw new IOException("no credentials (IMDS Guard)");
    }
    return answer.substring(end + END.length()).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    ByteBuffer part = ByteBuffer.allocate(4096);
    while (channel.read(part) >= 0) {
      bytes.write(part.array(), 0, part.position());
      part.clear();
      if (bytes.size() > MAX_ANSWER) {
        throw new IOException("an answer that is too long");
      }
    }
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
