package io.imdsguard.gate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
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

  private final Map<Key, Slot> slots = new HashMap<>();
  private final long staleNanos;
  private long canaries;

  Arrivals() {
    this(STALE_NANOS);
  }

  Arrivals(long staleNanos) {
    this.staleNanos = staleNanos;
  }

  /**
   * A connection with this local address has been diverted; replaces a record of the same address.
   */
  public void record(InetSocketAddress local, Arrival arrival) {
    Key key = new Key(local);
    synchronized (slots) {
      dropStale();
      Slot waiting = slots.get(key);
      if (waiting == null || !waiting.give(arrival)) {
        slots.put(key, new Slot(arrival));
      }
    }
  }

  private void dropStale() {
    long now = System.nanoTime();
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
    Key key = new Key(remote);
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

  /** Address and port; an IPv4-mapped address is the IPv4 address it maps. */
  private static final class Key {
    private final byte[] address;
    private final int port;

    Key(InetSocketAddress socket) {
      this.address = plain(socket.getAddress());
      this.port = socket.getPort();
    }

    private static byte[] plain(InetAddress address) {
      byte[] bytes = address.getAddress();
      if (address instanceof Inet6Address && isMapped(bytes)) {
        return Arrays.copyOfRange(bytes, 12, 16);
      }
      return bytes;
    }

    private static boolean isMapped(byte[] bytes) {
      for (int i = 0; i < 10; i++) {
        if (bytes[i] != 0) {
          return false;
        }
      }
      return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key
          && ((Key) other).port == port
          && Arrays.equals(((Key) other).address, address);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(address) + port;
    }
  }
}
