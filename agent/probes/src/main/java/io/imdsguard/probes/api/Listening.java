package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import io.imdsguard.api.ImdsGuard;
import io.imdsguard.api.Registration;
import java.util.concurrent.CountDownLatch;

/**
 * Listens for refreshes, in good and bad ways, for as long as standard input is open: {@code
 * Listening}.
 */
public final class Listening {
  private Listening() {}

  public static void main(String[] arguments) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> ApiProbe.print("uncaught", thread.getName() + " " + e.getMessage()));
    ApiProbe.print("first", Permitted.credentials().accessKeyId());
    Permitted.listen(
        credentials -> {
          throw new IllegalStateException("thrown by a listener");
        });
    Permitted.listen(credentials -> waitForever());
    Registration closed = Permitted.listen(credentials -> ApiProbe.print("closed", "was called"));
    Permitted.listen(Listening::report);
    closed.close();
    closed.close();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Until the test has seen enough.
    }
    System.exit(0);
  }

  private static void report(Credentials credentials) {
    Thread thread = Thread.currentThread();
    ApiProbe.print("told", ApiProbe.text(credentials));
    ApiProbe.print(
        "thread",
        thread.getName()
            + " daemon "
            + thread.isDaemon()
            + " loader "
            + (thread.getContextClassLoader() == ImdsGuard.class.getClassLoader()));
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
