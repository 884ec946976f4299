package io.imdsguard.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Reads the lines of an HTTP message, up to a number of bytes in all. Not thread-safe. */
final class LineReader {
  private final InputStream in;
  private int bytesLeft;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.bytesLeft = maxBytes;
  }

  /**
   * The next line as ISO-8859-1 without its end, which is CR LF or LF (RFC 9112 section 2.2).
   *
   * @throws EOFException if the stream ends within the line
   * @throws ProtocolException if the limit is passed, or on a NUL or a CR that no LF follows
   */
  String next() throws IOException {
    StringBuilder line = new StringBuilder(64);
    boolean carriageReturn = false;
    for (; ; ) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the metadata service closed the connection within its answer");
      }
      if (--bytesLeft < 0) {
        throw new ProtocolException("the metadata service's answer has too long a head");
      }
      if (b == '\n') {
        return line.toString();
      }
      if (carriageReturn || b == 0) {
        throw new ProtocolException("the metadata service's answer has a forbidden character");
      }
      if (b == '\r') {
        carriageReturn = true;
      } else {
        line.append((char) b);
      }
    }
  }
}
