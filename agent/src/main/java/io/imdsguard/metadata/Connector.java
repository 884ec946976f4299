package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens every connection to one endpoint, and remembers from the last one whether it can be
 * reached. Thread-safe.
 */
final class Connector {
  private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long BAD_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Endpoint endpoint;
  private final Transport transport;
  private final Clock clock;
  private final int timeoutMillis;
  private final ReentrantLock probing = new ReentrantLock();

  /** The last attempt's outcome; {@code null} before the first. */
  private volatile Attempt last;

  Connector(Endpoint endpoint, Transport transport, Clock clock, int timeoutMillis) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.clock = clock;
    this.timeoutMillis = timeoutMillis;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Connects within the given milliseconds, or within the connector's own limit if that is less.
   */
  Wire connect(int withinMillis) throws IOException {
    try {
      Wire wire = transport.connect(endpoint, Math.min(withinMillis, timeoutMillis));
      last = new Attempt(null, clock.nanos());
      return wire;
    } catch (IOException e) {
      if (!Failure.isOwn(e)) {
        last = new Attempt(new Failure(e), clock.nanos());
      }
      throw e;
    }
  }

  Wire connect() throws IOException {
    return connect(timeoutMillis);
  }

  /** Returns if a connect succeeds or did a short while ago; fails as a connect fails. */
  void requireReachable() throws IOException {
    if (isKnown()) {
      return;
    }
    probing.lock();
    try {
      if (!isKnown()) {
        connect().close();
      }
    } finally {
      probing.unlock();
    }
  }

  private boolean isKnown() throws IOException {
    Attempt attempt = last;
    if (attempt == null) {
      return false;
    }
    long age = clock.nanos() - attempt.nanos;
    if (attempt.failure == null) {
      return age < GOOD_NANOS;
    }
    if (age < BAD_NANOS) {
      throw attempt.failure.again();
    }
    return false;
  }

  /** One attempt to connect: failed if there is a failure. */
  private static final class Attempt {
    private final Failure failure;
    private final long nanos;

    Attempt(Failure failure, long nanos) {
      this.failure = failure;
      this.nanos = nanos;
    }
  }
}
