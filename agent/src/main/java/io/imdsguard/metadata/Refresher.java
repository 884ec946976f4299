package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The background thread of one endpoint: loads the credentials ahead of their first use, and
 * refreshes them ahead of their end for as long as somebody uses them. It sleeps until then and
 * ends when there is nothing to wait for. Thread-safe.
 */
final class Refresher implements Runnable {
  static final String THREAD_NAME = "imds-guard-refresh";

  /** So that a wall clock that was set forward is noticed. */
  private static final long LONGEST_SLEEP_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /** So that no state of affairs can make it spin. */
  private static final long SHORTEST_SLEEP_MILLIS = 100;

  private final Connector connector;
  private final Snapshot snapshot;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean running;
  private boolean toLoad;
  private boolean toLookAgain;

  /**
   * Creates one; it has no thread before it is woken.
   *
   * @param connector what has to be reachable for {@link #load}, or {@code null}
   */
  Refresher(Connector connector, Snapshot snapshot) {
    this.connector = connector;
    this.snapshot = snapshot;
  }

  /** The sooner of two delays, of which a negative one means never. */
  static long sooner(long one, long other) {
    return one < 0 || (other >= 0 && other < one) ? other : one;
  }

  /** Has the thread load what is not held yet. */
  void load() {
    wake(true);
  }

  /** Has the thread look again at what is due. */
  void wake() {
    wake(false);
  }

  private void wake(boolean load) {
    lock.lock();
    try {
      toLoad |= load;
      toLookAgain = true;
      woken.signal();
      if (!running) {
        running = started();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean started() {
    // With no thread to be had what is held is handed out, and the next request tries again.
    return CleanThread.start(this, THREAD_NAME, null);
  }

  @Override
  public void run() {
    boolean ended = false;
    try {
      while (!ended) {
        work();
        ended = sleptToTheEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!ended) {
        end();
      }
    }
  }

  private void work() {
    try {
      if (takeLoad()) {
        if (connector != null) {
          connector.requireReachable();
        }
        snapshot.load(this);
      }
      if (snapshot.refreshDelayMillis() == 0) {
        snapshot.refreshDue();
      }
    } catch (IOException | RuntimeException e) {
      // Whoever asks for credentials gets the reason; nobody is waiting here.
      return;
    }
  }

  private boolean takeLoad() {
    lock.lock();
    try {
      boolean load = toLoad;
      toLoad = false;
      toLookAgain = false;
      return load;
    } finally {
      lock.unlock();
    }
  }

  /** Sleeps until something may be due. Returns whether the thread has to end: nothing will be. */
  private boolean sleptToTheEnd() throws InterruptedException {
    lock.lock();
    try {
      long delay = snapshot.refreshDelayMillis();
      if (delay < 0 && !toLookAgain) {
        running = false;
        return true;
      }
      long millis = Math.max(SHORTEST_SLEEP_MILLIS, Math.min(delay, LONGEST_SLEEP_MILLIS));
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!toLookAgain && left > 0) {
        left = woken.awaitNanos(left);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      running = false;
    } finally {
      lock.unlock();
    }
  }
}
