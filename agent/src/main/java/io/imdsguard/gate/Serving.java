package io.imdsguard.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;

/** One accepted connection, from its record to its close. */
final class Serving implements Runnable {
  /** Longer than a thread that has connected waits for a CPU, with a thousand like it. */
  private static final long RECORD_MILLIS = 5_000;

  private static final int READ_MILLIS = 10_000;

  private final SocketChannel channel;
  private final Arrivals arrivals;
  private final Service service;
  private final Tickets tickets;

  /**
   * Creates one.
   *
   * @param tickets what tells the caller instead of the record, or {@code null}
   */
  Serving(SocketChannel channel, Arrivals arrivals, Service service, Tickets tickets) {
    this.channel = channel;
    this.arrivals = arrivals;
    this.service = service;
    this.tickets = tickets;
  }

  @Override
  public void run() {
    Socket socket = channel.socket();
    InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    Arrival arrival = null;
    try {
      if (tickets != null) {
        serveTicketed(socket);
        return;
      }
      arrival = arrivals.await(remote, RECORD_MILLIS);
      if (arrival != null && arrival.endpoint() == null) {
        arrivals.countCanary();
        return;
      }
      serve(socket, input(socket), arrival, "the connection was not opened through the funnel");
    } catch (IOException | RuntimeException clientGone) {
      // Whatever had to be recorded has been; there is nobody left to answer.
    } finally {
      if (arrival != null) {
        arrivals.end(remote, arrival);
      }
      close();
    }
  }

  private void serveTicketed(Socket socket) throws IOException {
    TicketedRequest request = TicketedRequest.read(input(socket), tickets);
    if (request != null) {
      serve(socket, request.bytes(), request.arrival(), "native code's request has no ticket");
    }
  }

  private static InputStream input(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS);
    return new BufferedInputStream(socket.getInputStream(), 4096);
  }

  private void serve(Socket socket, InputStream in, Arrival arrival, String whyNobody)
      throws IOException {
    Client client = new Client(socket, in, new ChannelOutput(channel));
    if (arrival == null) {
      Visit.refuseStranger(service, client, whyNobody);
    } else {
      new Visit(service, client, arrival).serve();
    }
    client.finish();
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }
}
