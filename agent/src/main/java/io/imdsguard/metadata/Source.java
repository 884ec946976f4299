package io.imdsguard.metadata;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One path of the service whose answer is held: fetched by one thread at a time, for all who wait.
 * Thread-safe.
 */
abstract class Source {
  private static final List<Header> NO_HEADERS = Collections.emptyList();

  private final Session session;
  private final Clock clock;
  private final Carried request;
  private final ReentrantLock flight = new ReentrantLock();
  private final Object change = new Object();

  private volatile Outcome last;

  Source(Session session, Clock clock, String target) {
    this.session = session;
    this.clock = clock;
    this.request = new Carried("GET", target, NO_HEADERS, null, true, 0);
  }

  /**
   * Takes in an answer. Called by one thread at a time.
   *
   * @return whether it is good; if so it is held from now on
   */
  abstract boolean take(Answer answer);

  /** Whether the last outcome still stands, so that nothing needs to be fetched. */
  abstract boolean stands(Outcome outcome);

  /** The last outcome if it stands, else that of a fetch: the caller's, or one it waited for. */
  final Outcome outcome(int withinMillis) throws IOException {
    Outcome outcome = last;
    if (outcome != null && stands(outcome)) {
      return outcome;
    }
    flight.lock();
    try {
      outcome = last;
      return outcome != null && stands(outcome) ? outcome : fetch(withinMillis);
    } finally {
      flight.unlock();
    }
  }

  /** Fetches, unless another thread is about it. Fails silently: what is held stays held. */
  final void refetch(int withinMillis) {
    if (flight.tryLock()) {
      try {
        fetch(withinMillis);
      } catch (IOException e) {
        // The thread was interrupted; the next one tries.
        return;
      } finally {
        flight.unlock();
      }
    }
  }

  /** What came of the last fetch, or {@code null} before the first. */
  final Outcome last() {
    return last;
  }

  /**
   * Waits until another thread's fetch has come to an end, good or not, or the time is over: a
   * caller for whom something is held waits for no more than that.
   *
   * @param seen the outcome that the caller would rather see replaced
   */
  @SuppressWarnings("ReferenceEquality") // another outcome, however equal it may be
  final void awaitOther(Outcome seen, int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (change) {
      long left = millis;
      while (last == seen && left > 0) {
        try {
          change.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    }
  }

  final Clock clock() {
    return clock;
  }

  private Outcome fetch(int withinMillis) throws IOException {
    Outcome before = last;
    Outcome outcome;
    try {
      Answer answer = Answer.readFrom(session.send(request, withinMillis));
      outcome = Outcome.of(answer, take(answer), before, clock);
    } catch (IOException e) {
      if (Failure.isOwn(e)) {
        throw e;
      }
      outcome = Outcome.of(new Failure(e), before, clock);
    }
    synchronized (change) {
      last = outcome;
      change.notifyAll();
    }
    return outcome;
  }
}
