package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One connection to a simulator, over which a test sends what bytes it likes. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String TOKEN_PUT =
      "PUT /latest/api/token HTTP/1.1\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\n";

  private final Socket socket;
  private final InputStream in;

  Client(Simulator sim) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), sim.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request of one line and header lines on a connection of its own. */
  static Reply send(Simulator sim, String requestLine, String... headers) throws IOException {
    try (Client client = new Client(sim)) {
      client.write(head(requestLine, headers));
      return requestLine.startsWith("HEAD ") ? client.readHead() : client.read();
    }
  }

  /** Sends a GET with a fresh session token on a connection of its own. */
  static Reply get(Simulator sim, String target) throws IOException {
    return get(sim, target, token(sim));
  }

  static Reply get(Simulator sim, String target, String token) throws IOException {
    return send(sim, "GET " + target + " HTTP/1.1", "X-aws-ec2-metadata-token: " + token);
  }

  /** A fresh session token, valid for a minute. */
  static String token(Simulator sim) throws IOException {
    try (Client client = new Client(sim)) {
      client.write(TOKEN_PUT);
      return client.read().body();
    }
  }

  static String head(String requestLine, String... headers) {
    StringBuilder head = new StringBuilder(requestLine).append("\r\nHost: sim\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  void write(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Reads one answer whose body ends by its length or by the end of the stream. */
  Reply read() throws IOException {
    Reply head = readHead();
    String length = head.header("Content-Length");
    byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
    return new Reply(head.status(), head.headers(), new String(body, ISO_8859_1));
  }

  /** Reads the head of one answer. */
  Reply readHead() throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    return new Reply(Integer.parseInt(statusLine.substring(9, 12)), headers, "");
  }

  /** Everything up to the end of the stream. */
  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer broke off");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
