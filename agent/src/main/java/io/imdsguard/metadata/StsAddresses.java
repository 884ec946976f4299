package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The addresses of a host, looked up on a thread of its own because a lookup has no time limit; the
 * last ones stand in for those that can't be had now. Thread-safe.
 */
final class StsAddresses {
  private static final String THREAD_NAME = "imds-guard-lookup";

  private final String host;
  private FutureTask<InetAddress[]> running;
  private volatile InetAddress[] last;

  StsAddresses(String host) {
    this.host = host;
  }

  /**
   * Looks them up.
   *
   * @param withinMillis how long to wait for the resolver, in milliseconds
   * @throws UnknownHostException if there are none, and never were
   */
  InetAddress[] get(int withinMillis) throws IOException {
    if (host.equals("localhost")) {
      // No resolver is needed for that, and none is to say otherwise.
      byte[] six = new byte[16];
      six[15] = 1;
      return new InetAddress[] {
        InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(six)
      };
    }
    try {
      InetAddress[] found = lookup().get(withinMillis, TimeUnit.MILLISECONDS);
      last = found;
      return found.clone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while looking " + host + " up");
    } catch (ExecutionException | TimeoutException e) {
      InetAddress[] before = last;
      if (before == null) {
        throw new UnknownHostException(host);
      }
      return before.clone();
    }
  }

  /** The lookup that is under way, or a new one: a resolver that hangs costs one thread. */
  private synchronized FutureTask<InetAddress[]> lookup() {
    if (running == null || running.isDone()) {
      running =
          new FutureTask<>(
              new Callable<InetAddress[]>() {
                @Override
                public InetAddress[] call() throws IOException {
                  return InetAddress.getAllByName(host);
                }
              });
      CleanThread.start(running, THREAD_NAME, null);
    }
    return running;
  }
}
