package io.imdsguard.gate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ties the requests that native code writes to who asked, where no socket's port can be read: a
 * secret in a header field of the request, good for one request and ten seconds. They arrive at a
 * listener of their own, which serves nothing else. Thread-safe.
 */
public final class Tickets {
  /** The header field; the gate takes it out before anything else reads the request. */
  public static final String FIELD = "X-Imds-Guard-Ticket";

  private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int SECRET_BYTES = 24;

  private final Map<String, Issued> issued = new HashMap<>();
  private final Door door;
  private final long lifeNanos;

  Tickets(Door door) {
    this(door, LIFE_NANOS);
  }

  Tickets(Door door, long lifeNanos) {
    this.door = door;
    this.lifeNanos = lifeNanos;
  }

  /** The listener for requests with tickets, opened when it is first asked for. */
  interface Door {
    InetSocketAddress open() throws IOException;

    /** A connection to it, through nothing that an application has installed. */
    SocketChannel connect() throws IOException;
  }

  /**
   * Asks the gate in the caller's place, for native code that takes the answer from Java.
   *
   * @param authorization the value of an {@code Authorization} field, or {@code null}
   * @return the answer's body
   * @throws IOException if the gate refuses, or the service has no good answer
   */
  public byte[] get(Arrival arrival, String path, String authorization) throws IOException {
    return new OwnRequest(path, issue(arrival), authorization).send(door);
  }

  /**
   * Where requests with tickets go.
   *
   * @throws IOException if it can't be listened there
   */
  public InetSocketAddress door() throws IOException {
    return door.open();
  }

  /** A ticket for one request: the value of its {@link #FIELD}. */
  public synchronized String issue(Arrival arrival) {
    long now = System.nanoTime();
    for (Iterator<Issued> all = issued.values().iterator(); all.hasNext(); ) {
      if (now - all.next().at > lifeNanos) {
        all.remove();
      }
    }
    String ticket = Secrets.text(SECRET_BYTES);
    issued.put(ticket, new Issued(arrival, now));
    return ticket;
  }

  /** What the ticket was issued for, once and in its time; otherwise {@code null}. */
  synchronized Arrival take(String ticket) {
    Issued found = issued.remove(ticket);
    return found == null || System.nanoTime() - found.at > lifeNanos ? null : found.arrival;
  }

  private static final class Issued {
    final Arrival arrival;
    final long at;

    Issued(Arrival arrival, long at) {
      this.arrival = arrival;
      this.at = at;
    }
  }
}
