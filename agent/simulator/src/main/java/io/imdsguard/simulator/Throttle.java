package io.imdsguard.simulator;

import java.time.Clock;

/** A token bucket: so many requests a second, that many at once. Thread-safe. */
final class Throttle {
  private final Clock clock;
  private double perSecond = Double.POSITIVE_INFINITY;
  private double available = Double.POSITIVE_INFINITY;
  private long lastMillis;
  private int status;

  Throttle(Clock clock) {
    this.clock = clock;
  }

  synchronized void limit(double newPerSecond, int newStatus) {
    perSecond = newPerSecond;
    available = newPerSecond;
    lastMillis = clock.millis();
    status = newStatus;
  }

  synchronized void lift() {
    limit(Double.POSITIVE_INFINITY, 0);
  }

  /** The status of the refusal, or 0 if the request is admitted. */
  synchronized int admit() {
    if (Double.isInfinite(perSecond)) {
      return 0;
    }
    long now = clock.millis();
    available = Math.min(perSecond, available + (now - lastMillis) * perSecond / 1000);
    lastMillis = now;
    if (available < 1) {
      return status;
    }
    available--;
    return 0;
  }
}
