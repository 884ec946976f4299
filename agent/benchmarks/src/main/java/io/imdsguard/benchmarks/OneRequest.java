package io.imdsguard.benchmarks;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes one request to another host and lives so many seconds: {@code OneRequest URL SECONDS
 * LAUNCHED}. Prints how long the request took in nanoseconds, the memory at the end in KiB, and the
 * milliseconds from LAUNCHED (since 1970) to the answer.
 */
public final class OneRequest {
  private OneRequest() {}

  public static void main(String[] arguments) throws Exception {
    long start = System.nanoTime();
    HttpURLConnection connection = (HttpURLConnection) new URL(arguments[0]).openConnection();
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
    long took = System.nanoTime() - start;
    long sinceLaunch = System.currentTimeMillis() - Long.parseLong(arguments[2]);
    long end = start + Long.parseLong(arguments[1]) * 1_000_000_000L;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    System.out.println(took);
    System.out.println(Memory.resident("VmRSS"));
    System.out.println(sinceLaunch);
  }
}
