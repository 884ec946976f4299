package io.imdsguard.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.imdsguard.probes.clients.Client;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Requests to another host through one client library: {@code ClientLoad ADAPTER URL}. For each
 * line that it reads, a number of milliseconds, it asks for that long, in each of the client's
 * forms in turn, and prints how many requests came to a second and, for each of them, how many
 * bytes were allocated and how many nanoseconds of CPU were used, on whatever thread.
 */
public final class ClientLoad {
  private static final String ADAPTERS = "io.imdsguard.probes.clients.";
  private static final double BILLION = 1e9;
  private static final long MILLION = 1_000_000;

  private final Client client;
  private final String url;
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ClientLoad(Client client, String url) {
    this.client = client;
    this.url = url;
  }

  public static void main(String[] arguments) throws Exception {
    Client client =
        Class.forName(ADAPTERS + arguments[0])
            .asSubclass(Client.class)
            .getDeclaredConstructor()
            .newInstance();
    ClientLoad load = new ClientLoad(client, arguments[1]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      load.run(Long.parseLong(line) * MILLION);
    }
    // Some clients keep threads that nothing ends.
    Runtime.getRuntime().halt(0);
  }

  private void run(long nanos) throws Exception {
    long before = allocated();
    long cpuBefore = process.getProcessCpuTime();
    long start = System.nanoTime();
    long took = 0;
    int requests = 0;
    while (took < nanos) {
      for (String form : client.forms()) {
        String answer = client.get(form, url);
        if (!answer.startsWith("200")) {
          throw new IllegalStateException(form + ": " + answer);
        }
        requests++;
      }
      took = System.nanoTime() - start;
    }
    double cpu = (double) (process.getProcessCpuTime() - cpuBefore) / requests;
    double bytes = (double) (allocated() - before) / requests;
    System.out.println("LOAD " + requests * BILLION / took + " " + bytes + " " + cpu);
  }

  private long allocated() {
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
