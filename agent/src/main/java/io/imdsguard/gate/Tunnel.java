package io.imdsguard.gate;

import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Passes a request on as it came and its answer back as it comes, for as long as both sides stay:
 * long polls, other clouds' requests, and in monitor mode even what could not be parsed.
 */
final class Tunnel implements Runnable {
  private static final int MAX_STATUS_LINE = 1024;
  private static final long END_MILLIS = 1_000;
  private static final long HALF_CLOSED_MILLIS = 10_000;

  private final Wire wire;
  private final Client client;
  private final boolean onward;
  private final ByteArrayOutputStream statusLine = new ByteArrayOutputStream();
  private Thread pump;
  private boolean delivered;

  /** Whether the service has closed its side. Used by the pump only. */
  private boolean deaf;

  /** Whether the answer came to its end. Used by the serving thread only. */
  private boolean whole = true;

  /**
   * Creates a tunnel over an open connection.
   *
   * @param onward whether what the client sends later is passed on, else it is thrown away
   */
  Tunnel(Wire wire, Client client, boolean onward) {
    this.wire = wire;
    this.client = client;
    this.onward = onward;
  }

  /**
   * Sends the request's beginning and waits for the first line of the answer, however long that
   * takes.
   *
   * @return the answer's status, or 0 if it is not HTTP
   */
  int open(byte[] request) throws IOException {
    wire.readTimeout(0);
    client.readTimeout(0);
    wire.out().write(request);
    wire.out().flush();
    pump = CleanThread.make(this, Thread.currentThread().getName() + "-pump", 0);
    pump.start();
    InputStream in = wire.in();
    int b = in.read();
    while (b >= 0 && b != '\n' && statusLine.size() < MAX_STATUS_LINE) {
      statusLine.write(b);
      b = in.read();
    }
    if (b >= 0) {
      statusLine.write(b);
    } else if (statusLine.size() == 0) {
      throw new IOException("the metadata service closed the connection without an answer");
    }
    return status(statusLine.toByteArray());
  }

  private static int status(byte[] line) {
    if (line.length < 12 || line[0] != 'H' || line[8] != ' ') {
      return 0;
    }
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = 10 * status + digit;
    }
    return status;
  }

  /** Passes the answer back, to its end. */
  void deliver() throws IOException {
    OutputStream out = client.out();
    out.write(statusLine.toByteArray());
    out.flush();
    byte[] buffer = new byte[8192];
    try {
      InputStream in = wire.in();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      whole = false;
      client.cutShort();
      throw e;
    }
  }

  /** From the client to the service, until the client is gone; then nobody waits for an answer. */
  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = client.in().read(buffer); n >= 0; n = client.in().read(buffer)) {
        pass(buffer, n);
      }
      // A client may have said all it has to say and still wait for the answer.
      awaitDelivery();
    } catch (IOException | RuntimeException gone) {
      // As good as its end.
    } finally {
      closeWire();
    }
  }

  /** A service that has heard enough may still answer: what it does not take is thrown away. */
  private void pass(byte[] bytes, int length) {
    if (onward && !deaf) {
      try {
        wire.out().write(bytes, 0, length);
        wire.out().flush();
      } catch (IOException e) {
        deaf = true;
      }
    }
  }

  private synchronized void awaitDelivery() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HALF_CLOSED_MILLIS);
    try {
      for (long left = HALF_CLOSED_MILLIS; !delivered && left > 0; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void delivered() {
    delivered = true;
    notifyAll();
  }

  /** Ends both connections so that the answer arrives; the pump has read whatever was unread. */
  void end() throws IOException {
    delivered();
    try {
      client.ended();
      if (!whole) {
        // A FIN before the reset would make a cut answer look complete.
        return;
      }
      client.socket().shutdownOutput();
      if (pump != null) {
        pump.join(END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeWire();
    }
  }

  private void closeWire() {
    try {
      wire.close();
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }
}
