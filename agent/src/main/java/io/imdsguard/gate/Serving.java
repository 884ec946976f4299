package io.imdsguard.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
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

  Serving(SocketChannel channel, Arrivals arrivals, Service service) {
    this.channel = channel;
    this.arrivals = arrivals;
    this.service = service;
  }

  @Override
  public void run() {
    Socket socket = channel.socket();
    InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    Arrival arrival = null;
    try {
      arrival = arrivals.await(remote, RECORD_MILLIS);
      if (arrival != null && arrival.endpoint() == null) {
        arrivals.countCanary();
        return;
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_MILLIS);
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
      Client client = new Client(socket, in, new ChannelOutput(channel));
      if (arrival == null) {
        Visit.refuseStranger(service, client);
      } else {
        new Visit(service, client, arrival).serve();
      }
      client.finish();
    } catch (IOException | RuntimeException clientGone) {
      // Whatever had to be recorded has been; there is nobody left to answer.
    } finally {
      if (arrival != null) {
        arrivals.end(remote, arrival);
      }
      close();
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }
}
