package io.imdsguard.gate;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has the connections that a pool of threads serves take turns: one that is silent, or nobody's so
 * far, keeps its thread only while no other waits for one. Thousands of them, of whoever finds the
 * listener, then cost whoever has something to say a fraction of a second. Thread-safe.
 */
final class Turns {
  /** Longer than a client that means it takes from its connect to its request, mostly. */
  static final int TURN_MILLIS = 50;

  /** Of more than so many that wait, those that have had a turn are dropped. */
  private static final int MAX_WAITING = 4_096;

  /** No byte. */
  private static final int NONE_YET = 256;

  private final ThreadPoolExecutor workers;

  Turns(ThreadPoolExecutor workers) {
    this.workers = workers;
  }

  /** Whether another connection waits for a thread. */
  boolean areWanted() {
    return !workers.getQueue().isEmpty();
  }

  /** Has this one wait for its next turn; false if there are too many, or no more turns. */
  boolean again(Runnable connection) {
    if (workers.isShutdown() || workers.getQueue().size() > MAX_WAITING) {
      return false;
    }
    workers.execute(connection);
    return true;
  }

  /**
   * Waits for a request's head, without taking it.
   *
   * @param in one that can be reset by as much as a head may have
   * @param end when it has to be there, as {@link System#nanoTime}
   * @return false if it is somebody else's turn meanwhile; true if there is nothing to wait for any
   *     more, because it is there, or can't come, or is late
   */
  boolean awaitHead(Socket socket, InputStream in, long end) throws IOException {
    long turn = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS);
    HeadEnd head = new HeadEnd();
    socket.setSoTimeout(TURN_MILLIS);
    in.mark(HeadReader.MAX_HEAD + 1);
    try {
      for (int count = 0; count < HeadReader.MAX_HEAD; ) {
        int b = next(in);
        if (b == NONE_YET || System.nanoTime() - turn > 0) {
          if (System.nanoTime() - end > 0) {
            return true;
          }
          if (areWanted()) {
            return false;
          }
        }
        if (b != NONE_YET) {
          count++;
          if (b < 0 || head.isAt(b)) {
            return true;
          }
        }
      }
      return true;
    } finally {
      in.reset();
    }
  }

  private static int next(InputStream in) throws IOException {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      return NONE_YET;
    }
  }
}
