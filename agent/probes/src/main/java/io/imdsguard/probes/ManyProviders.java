package io.imdsguard.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/**
 * AWS SDK for Java v2: so many providers, each created by a thread of its own and asked at once,
 * {@code ManyProviders COUNT}.
 */
public final class ManyProviders {
  private ManyProviders() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    CountDownLatch ready = new CountDownLatch(count);
    AtomicInteger got = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  ready.countDown();
                  ready.await();
                  String key =
                      InstanceProfileCredentialsProvider.create()
                          .resolveCredentials()
                          .accessKeyId();
                  got.addAndGet(key.startsWith("ASIA") ? 1 : 0);
                } catch (Exception e) {
                  Report.print("failure", "FAILED", e.toString());
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Report.print("complete", "GOT", got + " of " + count);
    System.exit(0);
  }
}
