package io.imdsguard.hooks;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is known of an asynchronous client's requests, above all who submitted them, for as long as
 * the client holds them. Only requests whose host is metadata's are ever put in. Thread-safe.
 */
final class Submissions<T> {
  private final Map<Key, T> known = new HashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final AtomicInteger live;

  /**
   * Creates an empty one.
   *
   * @param live a count that includes this one's entries
   */
  Submissions(AtomicInteger live) {
    this.live = live;
  }

  synchronized void put(Object request, T what) {
    dropGone();
    if (known.put(new Key(request, gone), what) == null) {
      live.incrementAndGet();
    }
  }

  /** What is known of this request, or {@code null}. */
  synchronized T get(Object request) {
    dropGone();
    return known.get(new Key(request, null));
  }

  private void dropGone() {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      if (known.remove(key) != null) {
        live.decrementAndGet();
      }
    }
  }

  /** Equal if it is the same object, or the same key once the object is gone. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object request, ReferenceQueue<Object> gone) {
      super(request, gone);
      this.hash = System.identityHashCode(request);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a client's request may define equality as it likes
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      if (!(other instanceof Key)) {
        return false;
      }
      Object mine = get();
      return mine != null && mine == ((Key) other).get();
    }
  }
}
