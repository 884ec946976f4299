package io.imdsguard.metadata;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until they are moved. */
final class FakeClock implements Clock {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicLong wallMillis = new AtomicLong(START.toEpochMilli());
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

  @Override
  public long wallMillis() {
    return wallMillis.get();
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  void advance(Duration time) {
    wallMillis.addAndGet(time.toMillis());
    nanos.addAndGet(time.toNanos());
  }

  void setWallClockForward(Duration jump) {
    wallMillis.addAndGet(jump.toMillis());
  }

  /** The time of day as a clock of the JDK. */
  java.time.Clock ofJdk() {
    return new java.time.Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public java.time.Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(wallMillis());
      }
    };
  }

  /** A time from now as credentials documents write it. */
  String in(Duration time) {
    return Instant.ofEpochMilli(wallMillis.get()).plus(time).toString();
  }
}
