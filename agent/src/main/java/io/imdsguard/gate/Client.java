package io.imdsguard.gate;

import io.imdsguard.metadata.Header;
import io.imdsguard.metadata.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The diverted connection's other end: the client as the gate talks to it. Not thread-safe. */
final class Client {
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private boolean ended;

  Client(Socket socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  Socket socket() {
    return socket;
  }

  /** A tunnel has ended the connection already. */
  void ended() {
    ended = true;
  }

  void readTimeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Answers with a short text. */
  void answer(int status, String text, Header extra, boolean withBody) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    StringBuilder head = new StringBuilder(256);
    startHead(head, status);
    if (extra != null) {
      field(head, extra.name(), extra.value());
    }
    field(head, "Content-Type", "text/plain");
    field(head, "Content-Length", Integer.toString(body.length));
    send(head, withBody ? body : new byte[0]);
  }

  /** Passes a service's answer on, streaming its body. */
  void answer(Reply reply, boolean withBody) throws IOException {
    StringBuilder head = new StringBuilder(512);
    startHead(head, reply.status());
    boolean sized = false;
    for (Header header : reply.headers()) {
      boolean length = header.name().equalsIgnoreCase("Content-Length");
      if (!length || !withBody) {
        field(head, header.name(), header.value());
        sized |= length;
      }
    }
    if (reply.length() >= 0 && !sized && mayHaveLength(reply.status())) {
      field(head, "Content-Length", Long.toString(reply.length()));
    }
    send(head, new byte[0]);
    if (withBody) {
      copy(reply);
    }
  }

  private static boolean mayHaveLength(int status) {
    return status >= 200 && status != 204 && status != 304;
  }

  private void copy(Reply reply) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      InputStream body = reply.body();
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      cutShort();
      throw e;
    }
  }

  /**
   * Has the connection end in a reset: an answer without a length would look complete otherwise.
   */
  void cutShort() throws IOException {
    socket.setSoLinger(true, 0);
  }

  private static void startHead(StringBuilder head, int status) {
    head.append("HTTP/1.1 ").append(status).append(' ').append(Reasons.phrase(status));
    head.append("\r\n");
    field(head, "Connection", "close");
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private void send(StringBuilder head, byte[] body) throws IOException {
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    out.write(all);
    out.flush();
  }

  /**
   * Ends the connection so that the answer arrives: to close a socket with unread input resets the
   * connection, which can destroy an answer that the client has not read yet (RFC 9112 section
   * 9.6).
   *
   * @param inHurry whether others wait for the thread: then a client that does not close its end
   *     may lose the answer
   */
  void finish(boolean inHurry) throws IOException {
    if (ended) {
      return;
    }
    socket.shutdownOutput();
    socket.setSoTimeout(inHurry ? Turns.TURN_MILLIS : 200);
    long end = System.nanoTime() + (inHurry ? DRAIN_NANOS / 10 : DRAIN_NANOS);
    byte[] buffer = new byte[8192];
    while (System.nanoTime() - end < 0) {
      try {
        if (in.read(buffer) < 0) {
          return;
        }
      } catch (java.net.SocketTimeoutException e) {
        // Nothing unread, so far.
      }
    }
  }
}
