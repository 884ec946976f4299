package io.imdsguard.gate;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;

/** Hands the connections of one listener to workers. */
final class Acceptor implements Runnable {
  private static final long PAUSE_MILLIS = 100;

  private final ServerSocketChannel listener;
  private final Executor workers;
  private final Arrivals arrivals;
  private final Service service;
  private final Tickets tickets;

  /**
   * Creates one.
   *
   * @param tickets what tells the caller of a connection instead of its record, or {@code null}
   */
  Acceptor(
      ServerSocketChannel listener,
      Executor workers,
      Arrivals arrivals,
      Service service,
      Tickets tickets) {
    this.listener = listener;
    this.workers = workers;
    this.arrivals = arrivals;
    this.service = service;
    this.tickets = tickets;
  }

  @Override
  public void run() {
    while (listener.isOpen()) {
      SocketChannel channel = null;
      try {
        channel = listener.accept();
        workers.execute(new Serving(channel, arrivals, service, tickets));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // No file descriptor or no thread to be had: others may give theirs back meanwhile.
        close(channel);
        pause();
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread, and an interrupted one would close its listener.
    }
  }
}
