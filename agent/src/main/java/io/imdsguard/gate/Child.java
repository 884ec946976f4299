package io.imdsguard.gate;

import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child process that was given a token: who started it, and whether it lives. Its token is worth
 * something from the moment that the process is known until it has ended. Thread-safe.
 */
public final class Child {
  /** A process may ask before the thread that started it is told of it. */
  private static final long START_MILLIS = 5_000;

  private final Ask ask;
  private final Caller caller;
  private final byte[] tokenDigest;
  private final long madeNanos = System.nanoTime();
  private final CountDownLatch known = new CountDownLatch(1);
  private volatile Process process;

  Child(Ask ask, Caller caller, byte[] tokenDigest) {
    this.ask = ask;
    this.caller = caller;
    this.tokenDigest = tokenDigest;
  }

  /** The process has been started. */
  public void started(Process started) {
    process = started;
    known.countDown();
  }

  Ask ask() {
    return ask;
  }

  Caller caller() {
    return caller;
  }

  byte[] tokenDigest() {
    return tokenDigest;
  }

  /** Whether the process lives; waits a moment for one that is being started. */
  boolean isAlive() {
    try {
      known.await(START_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Process started = process;
    return started != null && started.isAlive();
  }

  /** Whether it has ended, or has never been started; waits for nothing. */
  boolean isOver() {
    Process started = process;
    return started == null
        ? System.nanoTime() - madeNanos > TimeUnit.MILLISECONDS.toNanos(2 * START_MILLIS)
        : !started.isAlive();
  }

  /** Its process id, or 0 up to Java 8, which does not tell. */
  long pid() {
    Process started = process;
    try {
      return started == null ? 0 : (Long) Process.class.getMethod("pid").invoke(started);
    } catch (ReflectiveOperationException | RuntimeException upTo8) {
      return 0;
    }
  }
}
