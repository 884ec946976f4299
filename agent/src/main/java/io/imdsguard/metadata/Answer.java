package io.imdsguard.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** A whole answer of the service, small enough to hold. Immutable; its body may hold secrets. */
final class Answer {
  /** A credentials document is about 1.3 KiB, a session token 56 bytes. */
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private Answer(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Reads a reply to its end and closes it.
   *
   * @throws IOException if it does not end where it says it does, or is over 64 KiB
   */
  static Answer readFrom(Reply reply) throws IOException {
    try {
      InputStream in = reply.body();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
      byte[] buffer = new byte[2048];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
        if (bytes.size() > MAX_BODY_BYTES) {
          throw new ProtocolException("the metadata service's answer is too long");
        }
      }
      return new Answer(reply.status(), reply.headers(), bytes.toByteArray());
    } finally {
      reply.close();
    }
  }

  static Answer notFound() {
    byte[] body = "404 - Not Found\n".getBytes(StandardCharsets.US_ASCII);
    return new Answer(404, Collections.<Header>emptyList(), body);
  }

  /** A document of the agent's own making. */
  static Answer ofDocument(byte[] document) {
    Header type = new Header("Content-Type", "text/plain");
    return new Answer(200, Collections.singletonList(type), document);
  }

  int status() {
    return status;
  }

  List<Header> headers() {
    return headers;
  }

  /** The bytes as they came. Shared: not to be written to. */
  byte[] body() {
    return body;
  }
}
