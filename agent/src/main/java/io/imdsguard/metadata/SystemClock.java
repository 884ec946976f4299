package io.imdsguard.metadata;

/** The clocks of the JVM. */
final class SystemClock implements Clock {

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
