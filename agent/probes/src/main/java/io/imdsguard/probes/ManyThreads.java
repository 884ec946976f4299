package io.imdsguard.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Fetches a URL from many threads at once: {@code ManyThreads URL COUNT}. */
public final class ManyThreads {
  private ManyThreads() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger got = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              null,
              () -> {
                try {
                  start.await();
                  String answer = Http.get(arguments[0]);
                  if (answer.startsWith("200") && answer.contains("SecretAccessKey")) {
                    got.incrementAndGet();
                  } else {
                    Report.print("failure", "REFUSED", answer.substring(0, 3));
                  }
                } catch (Exception e) {
                  Report.print("failure", "FAILED", e.toString());
                }
              },
              "asker-" + i,
              256 * 1024);
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    Report.print("complete", "GOT", got + " of " + count);
  }
}
