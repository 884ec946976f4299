package io.imdsguard.gate;

import io.imdsguard.policy.Caller;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The diverted connections that a request may still be bound to: those of clients that open a
 * connection for their pool and decide afterwards which request goes over it. Thread-safe.
 */
final class OpenArrivals {
  /** The oldest first, so that what is stale is found without a look at the rest. */
  private final Map<SocketKey, Opened> opened = new LinkedHashMap<>();

  private final long staleNanos;

  /**
   * Creates an empty one.
   *
   * @param staleNanos how long a connection is kept: longer than the gate waits for a request
   */
  OpenArrivals(long staleNanos) {
    this.staleNanos = staleNanos;
  }

  synchronized void put(SocketKey local, Arrival arrival) {
    long now = System.nanoTime();
    Iterator<Opened> oldest = opened.values().iterator();
    while (oldest.hasNext() && now - oldest.next().at > staleNanos) {
      oldest.remove();
    }
    opened.remove(local);
    opened.put(local, new Opened(arrival, now));
  }

  synchronized void bind(SocketKey local, Caller caller) {
    Opened found = opened.get(local);
    if (found != null) {
      found.arrival.bind(caller);
    }
  }

  /** Forgets a connection that is over, unless another one has its address by now. */
  synchronized void remove(SocketKey local, Arrival arrival) {
    Opened found = opened.get(local);
    if (found != null && found.arrival == arrival) {
      opened.remove(local);
    }
  }

  synchronized int size() {
    return opened.size();
  }

  private static final class Opened {
    final Arrival arrival;
    final long at;

    Opened(Arrival arrival, long at) {
      this.arrival = arrival;
      this.at = at;
    }
  }
}
