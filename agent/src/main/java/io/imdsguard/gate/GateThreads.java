package io.imdsguard.gate;

import io.imdsguard.metadata.CleanThread;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a small stack: there may be a thousand of them for a moment. */
final class GateThreads implements ThreadFactory {
  private static final long STACK_BYTES = 256 * 1024;
  private static final int IDLE_SECONDS = 5;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * A pool of up to so many of them, one of which stays: the others are there only while there is
   * work. To wake one takes a tenth of the time that another one's start does.
   */
  static ThreadPoolExecutor pool(int threads) {
    return new ThreadPoolExecutor(
        1, threads, IDLE_SECONDS, TimeUnit.SECONDS, new Idle(), new GateThreads(), new Backlog());
  }

  @Override
  public Thread newThread(Runnable work) {
    return CleanThread.make(work, "imds-guard-gate-" + count.incrementAndGet(), STACK_BYTES);
  }

  /** Takes work by itself only if a thread waits for it: else the pool starts another first. */
  private static final class Idle extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable work) {
      return tryTransfer(work);
    }
  }

  /** What all threads together can't take at once waits for the next that is free. */
  private static final class Backlog implements RejectedExecutionHandler {
    @Override
    public void rejectedExecution(Runnable work, ThreadPoolExecutor pool) {
      if (pool.isShutdown()) {
        throw new RejectedExecutionException();
      }
      ((Idle) pool.getQueue()).put(work);
    }
  }
}
