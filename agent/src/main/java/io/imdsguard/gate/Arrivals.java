package io.imdsguard.gate;

import io.imdsguard.policy.Caller;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ties the connections that the gate accepts to those that the funnel diverted, by the diverted
 * socket's own address and port. Either side may come first. Thread-safe.
 */
public final class Arrivals {
  /**
   * A record that nobody came for belongs to a connection that broke before it was accepted. Longer
   * than an accepted one waits for a thread of the gate's.
   */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** So often in that time they are looked through. */
  private static final int SWEEPS = 30;

  private final Map<SocketKey, Slot> slots = new HashMap<>();
  private final long staleNanos;
  private final OpenArrivals open;
  private long swept = System.nanoTime();
  private long canaries;

  Arrivals() {
    this(STALE_NANOS);
  }

  Arrivals(long staleNanos) {
    this.staleNanos = staleNanos;
    this.open = new OpenArrivals(staleNanos);
  }

  /**
   * A connection with this local address has been diverted; replaces a record of the same address.
   */
  public void record(InetSocketAddress local, Arrival arrival) {
    SocketKey key = new SocketKey(local);
    open.put(key, arrival);
    synchronized (slots) {
      dropStale();
      Slot waiting = slots.get(key);
      if (waiting == null || !waiting.give(arrival)) {
        slots.put(key, new Slot(arrival));
      }
    }
  }

  /**
   * A request is about to be written to the connection with this local address: whoever submitted
   * it is the caller, whoever had the connection opened.
   */
  public void bind(InetSocketAddress local, Caller caller) {
    open.bind(new SocketKey(local), caller);
  }

  /**
   * An accepted connection is over: no request can be bound to it any more.
   *
   * @param remote the accepted connection's remote address
   */
  void end(InetSocketAddress remote, Arrival arrival) {
    open.remove(new SocketKey(remote), arrival);
  }

  /** How many connections a request may still be bound to. */
  int open() {
    return open.size();
  }

  /** Not each time: whoever knocks without a record is in there too. */
  private void dropStale() {
    long now = System.nanoTime();
    if (now - swept < staleNanos / SWEEPS) {
      return;
    }
    swept = now;
    for (Iterator<Slot> all = slots.values().iterator(); all.hasNext(); ) {
      if (all.next().age(now) > staleNanos) {
        all.remove();
      }
    }
  }

  /**
   * Takes the record of an accepted connection, once.
   *
   * @param remote the accepted connection's remote address
   * @param millis how long to wait for the record
   * @return the record, or {@code null} if the connection did not come through the funnel
   */
  Arrival await(InetSocketAddress remote, long millis) {
    SocketKey key = new SocketKey(remote);
    Slot slot;
    synchronized (slots) {
      dropStale();
      slot = slots.remove(key);
      if (slot == null || !slot.isGiven()) {
        // Whoever still waits at this address waits for a connection that is over.
        slot = new Slot(null);
        slots.put(key, slot);
      }
    }
    Arrival arrival = slot.take(millis);
    synchronized (slots) {
      if (slots.get(key) == slot) {
        slots.remove(key);
      }
    }
    return arrival;
  }

  synchronized void countCanary() {
    canaries++;
    notifyAll();
  }

  /** How many canaries the gate has accepted. */
  public synchronized long canaries() {
    return canaries;
  }

  /**
   * Waits until the gate has accepted more canaries than {@code before}; false if the time is over.
   */
  public synchronized boolean awaitCanary(long before, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (canaries <= before) {
      if (!awaitUntil(this, end)) {
        return false;
      }
    }
    return true;
  }

  /** Waits on {@code lock}, whose monitor is held, for a wake-up; false once the time is over. */
  @SuppressWarnings("WaitNotInLoop") // both callers loop around it
  private static boolean awaitUntil(Object lock, long end) {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    try {
      lock.wait(left);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where one side leaves the record and the other waits for it. */
  private static final class Slot {
    private final long at = System.nanoTime();
    private Arrival arrival;
    private boolean given;

    Slot(Arrival arrival) {
      this.arrival = arrival;
      this.given = arrival != null;
    }

    /** Hands the record to whoever waits; false if this slot had one already. */
    synchronized boolean give(Arrival record) {
      if (given) {
        return false;
      }
      given = true;
      arrival = record;
      notifyAll();
      return true;
    }

    synchronized boolean isGiven() {
      return given;
    }

    synchronized Arrival take(long millis) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (arrival == null && awaitUntil(this, end)) {
        // Somebody else's wake-up, or time left.
      }
      given = true;
      return arrival;
    }

    long age(long now) {
      return now - at;
    }
  }
}
