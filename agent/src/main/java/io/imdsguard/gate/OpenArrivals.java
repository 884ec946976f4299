package io.imdsguard.gate;

import io.imdsguard.policy.Caller;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The diverted connections that a request may still be bound to: those of clients that open a
 * connection for their pool and decide afterwards which request goes over it. Thread-safe.
 */
final class OpenArrivals {
  private final Map<SocketKey, Opened> opened = new HashMap<>();
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
    for (Iterator<Opened> all = opened.values().iterator(); all.hasNext(); ) {
      if (now - all.next().at > staleNanos) {
        all.remove();
      }
    }
    opened.put(local, new Opened(arrival, now));
  }

  synchronized void bind(SocketKey local, Caller caller) {
    Opened found = opened.get(local);
    if (found != null) {
      found.arrival.bind(caller);
    }
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
