package io.imdsguard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts what clients send to a proxy, counts it, and hangs up: whatever comes has got out. */
final class RecordingProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  private RecordingProxy(ServerSocket listener) {
    this.listener = listener;
  }

  static RecordingProxy start() {
    try {
      RecordingProxy proxy =
          new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(proxy::accept, "recording-proxy");
      thread.setDaemon(true);
      thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        connections.incrementAndGet();
        client.close();
      } catch (IOException closed) {
        // Either the client is gone or this proxy is.
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
