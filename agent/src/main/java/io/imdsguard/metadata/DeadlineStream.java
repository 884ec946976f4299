package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A connection's input that ends at a point in time, however the bytes trickle in. */
final class DeadlineStream extends InputStream {
  private final Wire wire;
  private final Clock clock;
  private final long endNanos;

  DeadlineStream(Wire wire, Clock clock, int millis) {
    this.wire = wire;
    this.clock = clock;
    this.endNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanos - clock.nanos());
    if (millis <= 0) {
      throw new SocketTimeoutException("Read timed out");
    }
    wire.readTimeout((int) millis);
    return wire.in().read(buffer, offset, length);
  }
}
