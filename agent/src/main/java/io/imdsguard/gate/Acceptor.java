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
  private final Door door;

  Acceptor(ServerSocketChannel listener, Executor workers, Door door) {
    this.listener = listener;
    this.workers = workers;
    this.door = door;
  }

  @Override
  public void run() {
    while (listener.isOpen()) {
      SocketChannel channel = null;
      try {
        channel = listener.accept();
        workers.execute(door.serving(channel));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | RuntimeException | OutOfMemoryError | ThreadDeath e) {
        // No file descriptor or no thread to be had: others may give theirs back meanwhile. Up to
        // JDK 19 anybody can have a thread die; this one does not.
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
