package io.imdsguard.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Reads bytes up to the end of a request's head, and keeps what came after it. */
final class HeadReader {
  static final int MAX_HEAD = 64 * 1024;
  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  HeadReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads until an empty line has come.
   *
   * @return the head with that line, or {@code null} if the connection ended before any byte
   * @throws MalformedRequestException if it is too long or ends early; {@link #read} has what came
   * @throws SocketTimeoutException if it does not come within ten seconds
   */
  byte[] readHead() throws IOException, MalformedRequestException {
    long end = System.nanoTime() + HEAD_NANOS;
    HeadEnd head = new HeadEnd();
    while (bytes.size() < MAX_HEAD) {
      int b = in.read();
      if (b < 0) {
        if (bytes.size() == 0) {
          return null;
        }
        throw new MalformedRequestException("it ends within its head");
      }
      bytes.write(b);
      if (head.isAt(b)) {
        return bytes.toByteArray();
      }
      if (System.nanoTime() - end > 0) {
        throw new SocketTimeoutException("the request's head did not come in time");
      }
    }
    throw new MalformedRequestException("its head is longer than 64 KiB");
  }

  /** Everything that has been read so far. */
  byte[] read() {
    return bytes.toByteArray();
  }
}
