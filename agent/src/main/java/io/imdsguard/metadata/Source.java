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
  /** How long a failure answers for the service while there is nothing better to answer with. */
  static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final List<Header> NO_HEADERS = Collections.emptyList();

  private final Session session;
  private final Clock clock;
  private final Carried request;
  private final ReentrantLock flight = new ReentrantLock();

  private volatile Outcome last;

  Source(Session session, Clock clock, String path) {
    this.session = session;
    this.clock = clock;
    this.request = new Carried("GET", path, NO_HEADERS, null, true, 0);
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

  final Clock clock() {
    return clock;
  }

  private Outcome fetch(int withinMillis) throws IOException {
    Outcome outcome;
    try {
      Answer answer = Answer.readFrom(session.send(request, withinMillis));
      outcome = new Outcome(answer, null, take(answer), clock.nanos());
    } catch (IOException e) {
      if (Failure.isOwn(e)) {
        throw e;
      }
      outcome = new Outcome(null, new Failure(e), false, clock.nanos());
    }
    last = outcome;
    return outcome;
  }
}
