package io.imdsguard.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Accepts connections on one address. */
final class Listener implements Runnable, Closeable {
  /** As many clients may connect in one instant; the JDK's own 50 lose a third of 1,000. */
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final boolean tls;
  private final Consumer<Socket> accepted;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Listener(ServerSocket server, boolean tls, Consumer<Socket> accepted) {
    this.server = server;
    this.tls = tls;
    this.accepted = accepted;
  }

  /** Binds, port 0 for any free one; with TLS unless that is {@code null}. */
  static Listener bind(String address, int port, SSLContext tls, Consumer<Socket> accepted)
      throws IOException {
    InetAddress literal = InetAddress.getAllByName(address)[0];
    ServerSocket server =
        tls == null ? new ServerSocket() : tls.getServerSocketFactory().createServerSocket();
    try {
      server.bind(new InetSocketAddress(literal, port), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot listen on " + address + " port " + port, e);
    }
    return new Listener(server, tls != null, accepted);
  }

  int port() {
    return server.getLocalPort();
  }

  String endpoint() {
    String host = server.getInetAddress().getHostAddress();
    return (tls ? "https://" : "http://")
        + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + port();
  }

  @Override
  public void run() {
    try {
      while (!server.isClosed()) {
        try {
          accepted.accept(server.accept());
        } catch (IOException e) {
          pause();
        }
      }
    } finally {
      ended.countDown();
    }
  }

  /**
   * Returns once nothing listens any more: the thread that accepts holds the kernel's socket open
   * until it has woken up, although the file descriptor is gone.
   */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      ended.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Out of file descriptors, accept fails at once, again and again; closed, the loop ends. */
  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
