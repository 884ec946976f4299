package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * The loopback endpoint that metadata connections are diverted to: a listener on 127.0.0.1 and,
 * where the machine has it, one on ::1, and threads that serve one request each. Thread-safe.
 */
public final class Gate implements Closeable, Door {
  /** With 50, a third of 1,000 simultaneous connects is lost. */
  private static final int BACKLOG = 1_024;

  private static final int MAX_THREADS = 1_024;

  private final ServerSocketChannel v4;
  private final ServerSocketChannel v6;
  private final Arrivals arrivals = new Arrivals();
  private final Tickets tickets = new Tickets(new TicketDoor());
  private final SelectorProvider provider;
  private final Service service;
  private final ThreadPoolExecutor workers = GateThreads.pool(MAX_THREADS);
  private final Turns turns = new Turns(workers);
  private ServerSocketChannel forTickets;

  private Gate(
      ServerSocketChannel v4, ServerSocketChannel v6, SelectorProvider provider, Service service) {
    this.v4 = v4;
    this.v6 = v6;
    this.provider = provider;
    this.service = service;
  }

  /**
   * Opens the listeners and starts to serve.
   *
   * @param provider where channels come from: one that no application has replaced
   * @throws IOException if 127.0.0.1 can't be listened on
   */
  public static Gate open(
      Rules rules, Upstreams upstreams, AuditLog audit, SelectorProvider provider)
      throws IOException {
    ServerSocketChannel v4 = listen(provider, new byte[] {127, 0, 0, 1});
    ServerSocketChannel v6;
    try {
      byte[] loopback = new byte[16];
      loopback[15] = 1;
      v6 = listen(provider, loopback);
    } catch (IOException | UnsupportedOperationException e) {
      v6 = null;
    }
    Gate gate = new Gate(v4, v6, provider, new Service(rules, upstreams, audit));
    gate.accept(v4, "imds-guard-gate-v4", gate);
    if (v6 != null) {
      gate.accept(v6, "imds-guard-gate-v6", gate);
    }
    return gate;
  }

  static ServerSocketChannel listen(SelectorProvider provider, byte[] address) throws IOException {
    ServerSocketChannel channel = provider.openServerSocketChannel();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0), BACKLOG);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Runnable serving(SocketChannel channel) {
    return new Serving(channel, arrivals, service, null, turns);
  }

  private void accept(ServerSocketChannel listener, String name, Door door) {
    CleanThread.make(new Acceptor(listener, workers, door), name, 0).start();
  }

  /**
   * Has ready what is made when it is first needed, so that the first request need not wait. Asks
   * the service for nothing that is not fetched ahead anyway.
   *
   * @throws IOException if the service can't be reached
   */
  public void rehearse(Endpoint endpoint) throws IOException {
    GateTokens tokens = service.tokens();
    tokens.isValid(tokens.issue(1));
    workers.prestartCoreThread();
    if (!endpoint.isContainers()) {
      new RehearsedVisits(service, endpoint, provider, turns).run();
    }
  }

  /** Where the gate listens for IPv4 connections. */
  public InetSocketAddress v4() {
    return (InetSocketAddress) v4.socket().getLocalSocketAddress();
  }

  /**
   * Where the gate listens for IPv6 connections, or {@code null} on a machine without {@code ::1}.
   */
  public InetSocketAddress v6() {
    return v6 == null ? null : (InetSocketAddress) v6.socket().getLocalSocketAddress();
  }

  public Arrivals arrivals() {
    return arrivals;
  }

  /** What ties the requests of native code to who asked. */
  public Tickets tickets() {
    return tickets;
  }

  /** The listener on 127.0.0.1 that serves by ticket alone. */
  private synchronized InetSocketAddress ticketDoor() throws IOException {
    if (forTickets == null) {
      ServerSocketChannel listener = listen(provider, new byte[] {127, 0, 0, 1});
      accept(listener, "imds-guard-gate-native", new TicketDoor());
      forTickets = listener;
    }
    return (InetSocketAddress) forTickets.socket().getLocalSocketAddress();
  }

  private synchronized void closeTicketDoor() throws IOException {
    if (forTickets != null) {
      forTickets.close();
    }
  }

  private final class TicketDoor implements Tickets.Door, Door {
    @Override
    public Runnable serving(SocketChannel channel) {
      return new Serving(channel, arrivals, service, tickets, turns);
    }

    @Override
    public InetSocketAddress open() throws IOException {
      return ticketDoor();
    }

    @Override
    public SocketChannel connect() throws IOException {
      SocketChannel channel = provider.openSocketChannel();
      try {
        channel.connect(ticketDoor());
        return channel;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    v4.close();
    if (v6 != null) {
      v6.close();
    }
    closeTicketDoor();
    workers.shutdown();
  }
}
