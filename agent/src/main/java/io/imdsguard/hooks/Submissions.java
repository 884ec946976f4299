package io.imdsguard.hooks;

import io.imdsguard.policy.Caller;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * Who submitted which request of an asynchronous client, for as long as the client holds the
 * request. Only requests whose host is metadata's are ever put in. Thread-safe.
 */
final class Submissions {
  private final Map<Key, Caller> callers = new HashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  synchronized void put(Object request, Caller caller) {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      callers.remove(key);
    }
    callers.put(new Key(request, gone), caller);
  }

  /** Who submitted this request, or {@code null} if that was not seen. */
  synchronized Caller get(Object request) {
    return callers.get(new Key(request, null));
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
