package io.imdsguard.hooks;

import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.metadata.CleanThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Those who want to be told of new credentials. One thread looks every ten seconds at what is held,
 * while there is anybody to tell: so it also finds out that a service is back which was down until
 * the credentials had expired. Thread-safe.
 */
final class ApiListeners implements Runnable {
  static final String THREAD_NAME = "imds-guard-listeners";
  private static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final List<ApiListener> listeners = new ArrayList<>();
  private CredentialsGate gate;
  private boolean running;

  /** Returns whether it will be told; false if there is no thread to be had. */
  synchronized boolean add(ApiListener listener, CredentialsGate credentials) {
    gate = credentials;
    if (!running) {
      running = CleanThread.start(this, THREAD_NAME, null);
    }
    return running && listeners.add(listener);
  }

  /** Forgets it; a call that has begun goes on. */
  synchronized void remove(Object listener) {
    for (int i = listeners.size() - 1; i >= 0; i--) {
      if (listeners.get(i).is(listener)) {
        listeners.remove(i).remove();
      }
    }
    notifyAll();
  }

  @Override
  public void run() {
    boolean ended = false;
    try {
      while (!ended) {
        look();
        ended = waitedForTheLast();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!ended) {
        end();
      }
    }
  }

  private void look() {
    CredentialsGate credentials = gate();
    String version = credentials.version();
    if (version == null) {
      return;
    }
    for (ApiListener listener : copy()) {
      listener.offer(version);
    }
  }

  /** Waits until it is time to look again. Returns whether nobody listens any more. */
  private synchronized boolean waitedForTheLast() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    long left = LOOK_MILLIS;
    while (!listeners.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    running = !listeners.isEmpty();
    return !running;
  }

  private synchronized CredentialsGate gate() {
    return gate;
  }

  private synchronized List<ApiListener> copy() {
    return new ArrayList<>(listeners);
  }

  private synchronized void end() {
    running = false;
  }
}
