package io.imdsguard.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** One accepted connection, from its record to its close. */
final class Serving implements Runnable {
  /** Longer than a thread that has connected waits for a CPU, with a thousand like it. */
  private static final long RECORD_MILLIS = 5_000;

  private static final int READ_MILLIS = 10_000;

  private final SocketChannel channel;
  private final Arrivals arrivals;
  private final Service service;
  private final Tickets tickets;
  private final Turns turns;
  private final InetSocketAddress remote;
  private final long accepted = System.nanoTime();
  private Arrival arrival;
  private InputStream in;

  /**
   * Creates one.
   *
   * @param tickets what tells the caller instead of the record, or {@code null}
   */
  Serving(SocketChannel channel, Arrivals arrivals, Service service, Tickets tickets, Turns turns) {
    this.channel = channel;
    this.arrivals = arrivals;
    this.service = service;
    this.tickets = tickets;
    this.turns = turns;
    this.remote = (InetSocketAddress) channel.socket().getRemoteSocketAddress();
  }

  /** One turn; of connections that have something to say the only one. */
  @Override
  public void run() {
    boolean later = false;
    try {
      later = !turn() && turns.again(this);
    } catch (IOException | RuntimeException clientGone) {
      // Whatever had to be recorded has been; there is nobody left to answer.
    } finally {
      if (!later) {
        end();
      }
    }
  }

  /** Whether it is done with the connection. */
  private boolean turn() throws IOException {
    Socket socket = channel.socket();
    if (tickets == null && !awaitRecord()) {
      return false;
    }
    if (arrival != null && arrival.endpoint() == null) {
      arrivals.countCanary();
      return true;
    }
    boolean stranger = tickets == null && arrival == null;
    if (in == null) {
      in = input(socket);
    }
    if (!stranger && !turns.awaitHead(socket, in, after(READ_MILLIS))) {
      return false;
    }
    socket.setSoTimeout(System.nanoTime() - after(READ_MILLIS) > 0 ? 1 : READ_MILLIS);
    if (tickets != null) {
      serveTicketed(socket);
    } else {
      serve(socket, in, arrival, "the connection was not opened through the funnel");
    }
    return true;
  }

  private long after(long millis) {
    return accepted + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Whether it is known by now who has opened the connection, or that nobody will say. */
  private boolean awaitRecord() {
    while (arrival == null) {
      arrival = arrivals.await(remote, Turns.TURN_MILLIS);
      if (arrival == null && System.nanoTime() - after(RECORD_MILLIS) > 0) {
        return true;
      }
      if (arrival == null && turns.areWanted()) {
        return false;
      }
    }
    return true;
  }

  private void serveTicketed(Socket socket) throws IOException {
    TicketedRequest request = TicketedRequest.read(in, tickets);
    if (request != null) {
      serve(socket, request.bytes(), request.arrival(), "native code's request has no ticket");
    }
  }

  private static InputStream input(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return new BufferedInputStream(socket.getInputStream(), 4096);
  }

  private void serve(Socket socket, InputStream from, Arrival whose, String whyNobody)
      throws IOException {
    Client client = new Client(socket, from, new ChannelOutput(channel));
    if (whose == null) {
      Visit.refuseStranger(service, client, whyNobody);
    } else {
      new Visit(service, client, whose).serve();
    }
    client.finish(turns.areWanted());
  }

  private void end() {
    if (arrival != null) {
      arrivals.end(remote, arrival);
    }
    close();
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }
}
