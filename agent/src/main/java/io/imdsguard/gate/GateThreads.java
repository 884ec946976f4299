package io.imdsguard.gate;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a small stack: there may be a thousand of them for a moment. */
final class GateThreads implements ThreadFactory {
  private static final long STACK_BYTES = 256 * 1024;
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public Thread newThread(Runnable work) {
    Thread thread =
        new Thread(null, work, "imds-guard-gate-" + count.incrementAndGet(), STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}
