package io.imdsguard.metadata;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes one HTTP/1.1 request, the only one of its connection (RFC 9112 sections 3 and 9.6). */
final class RequestWriter {
  static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";

  private RequestWriter() {}

  /**
   * Writes a request and flushes it.
   *
   * @param authority for the {@code Host} header if the request has none
   * @param token the session token that replaces any the request has, or {@code null}
   * @throws ProtocolException if a part of the request could end its line: nothing is written then
   */
  static void write(OutputStream out, Carried request, String authority, String token)
      throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(checked(request.method(), true)).append(' ');
    head.append(checked(request.target(), true)).append(" HTTP/1.1\r\n");
    List<Header> headers = request.headers();
    if (Fields.value(headers, "Host") == null) {
      field(head, "Host", authority);
    }
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      if (!isOurs(header.name(), token != null)) {
        field(head, header.name(), header.value());
      }
    }
    if (token != null) {
      field(head, TOKEN_HEADER, token);
    }
    byte[] body = request.body();
    if (body != null) {
      field(head, "Content-Length", Integer.toString(body.length));
    }
    head.append("Connection: close\r\n\r\n");
    out.write(joined(head.toString().getBytes(StandardCharsets.ISO_8859_1), body));
    out.flush();
  }

  /** Fields that say how this very message is framed: the writer's alone to set. */
  private static boolean isOurs(String name, boolean ownToken) {
    return Fields.isHopByHop(name)
        || name.equalsIgnoreCase("Content-Length")
        || (ownToken && name.equalsIgnoreCase(TOKEN_HEADER));
  }

  private static void field(StringBuilder head, String name, String value)
      throws ProtocolException {
    head.append(checked(name, true)).append(": ").append(checked(value, false)).append("\r\n");
  }

  /** The text unless it could break out of its place; the message does not repeat it. */
  private static String checked(String text, boolean word) throws ProtocolException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff || c == 0x7f || (c < ' ' && c != '\t') || (word && c <= ' ')) {
        throw new ProtocolException("a request for metadata holds a character that HTTP forbids");
      }
    }
    if (word && text.isEmpty()) {
      throw new ProtocolException("a request for metadata has an empty part");
    }
    return text;
  }

  /** One buffer, so that a small request is one packet. */
  private static byte[] joined(byte[] head, byte[] body) {
    if (body == null || body.length == 0) {
      return head;
    }
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
