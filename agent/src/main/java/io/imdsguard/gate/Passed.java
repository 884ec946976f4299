package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A request that is passed on, written anew from what was read: the same but for {@code Connection:
 * close}, so that no second one follows it unseen.
 */
final class Passed {
  private static final String[] OWN = {"Connection", "Keep-Alive", "Proxy-Connection"};

  private Passed() {}

  /** The head as it came; the body follows as it comes. */
  static byte[] head(RequestHead head) {
    return write(head, head.target(), false).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Head and body, with the path that was decided on. */
  static byte[] whole(RequestHead head, CanonicalPath path, Endpoint endpoint, Client client)
      throws IOException, MalformedRequestException {
    if ("100-continue".equalsIgnoreCase(head.value("Expect"))) {
      client.out().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.out().flush();
    }
    byte[] body = BodyReader.read(head, client.in());
    int query = head.target().indexOf('?');
    String target = path.versioned() + (query < 0 ? "" : head.target().substring(query));
    StringBuilder text = write(head, target, true);
    text.setLength(text.length() - 2);
    if (!head.has("Host")) {
      text.append("Host: ").append(endpoint.authority()).append("\r\n");
    }
    if (body != null) {
      text.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      out.write(body);
    }
    return out.toByteArray();
  }

  private static StringBuilder write(RequestHead head, String target, boolean withoutFraming) {
    StringBuilder text = new StringBuilder(512);
    text.append(head.method()).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (Header header : head.headers()) {
      if (!isOwn(header.name()) && !(withoutFraming && isFraming(header.name()))) {
        text.append(header.name()).append(": ").append(header.value()).append("\r\n");
      }
    }
    return text.append("Connection: close\r\n\r\n");
  }

  private static boolean isOwn(String name) {
    for (String own : OWN) {
      if (own.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFraming(String name) {
    return name.equalsIgnoreCase("Content-Length")
        || name.equalsIgnoreCase("Transfer-Encoding")
        || name.equalsIgnoreCase("Expect");
  }
}
