package io.imdsguard.gate;

import io.imdsguard.metadata.CleanThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a small stack: there may be a thousand of them for a moment. */
final class GateThreads implements ThreadFactory {
  private static final long STACK_BYTES = 256 * 1024;
  private static final int IDLE_SECONDS = 5;
  private final AtomicInteger count = new AtomicInteger();

  /** A pool of up to so many of them, which are there only while there is work. */
  static ThreadPoolExecutor pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<Runnable>(),
            new GateThreads());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public Thread newThread(Runnable work) {
    return CleanThread.make(work, "imds-guard-gate-" + count.incrementAndGet(), STACK_BYTES);
  }
}
