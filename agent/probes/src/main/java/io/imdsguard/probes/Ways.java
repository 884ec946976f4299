package io.imdsguard.probes;

import java.beans.EventHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Ways for this class's code to get to a connection: {@code Ways URL}. Each asks for the path with
 * its own name at the end, so that the audit log tells whom it takes for the caller.
 */
public final class Ways {
  private Ways() {}

  private interface Way {
    void ask(URL url) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    for (Map.Entry<String, Way> way : all().entrySet()) {
      URL url = new URL(arguments[0] + way.getKey());
      Report.run(
          way.getKey(),
          unused -> {
            way.getValue().ask(url);
            return "200 asked";
          });
    }
    System.exit(0);
  }

  private static Map<String, Way> all() {
    Map<String, Way> all = new LinkedHashMap<>();
    all.put("direct", Ways::open);
    all.put("reflection", url -> Ways.class.getMethod("open", URL.class).invoke(null, url));
    all.put("reflected-jdk", url -> URL.class.getMethod("openStream").invoke(url));
    all.put("method-handle", Ways::methodHandle);
    all.put("lambda", url -> run(() -> open(url)));
    all.put("method-reference", url -> run(url::openStream));
    all.put("privileged", Ways::privileged);
    all.put("privileged-method-reference", Ways::privilegedReference);
    all.put("proxy", Ways::proxy);
    all.put("thread", url -> join(new Thread(() -> quietly(url))));
    all.put("executor", url -> submitted(() -> open(url)));
    all.put("executor-method-reference", url -> submitted(url::openStream));
    all.put("completable-future", url -> CompletableFuture.runAsync(() -> quietly(url)).join());
    all.put("stream", url -> Stream.of(url).parallel().forEach(Ways::quietly));
    all.put("virtual-thread", Ways::virtual);
    all.put("event-handler", Ways::eventHandler);
    return all;
  }

  public static Object open(URL url) throws Exception {
    return url.openStream();
  }

  private static void quietly(URL url) {
    try {
      open(url);
    } catch (Exception refused) {
      // The audit log says all there is to know.
    }
  }

  private static void run(Callable<?> task) throws Exception {
    task.call();
  }

  private static void methodHandle(URL url) throws Exception {
    MethodHandle handle =
        MethodHandles.lookup()
            .findStatic(Ways.class, "open", MethodType.methodType(Object.class, URL.class));
    try {
      handle.invoke(url);
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("removal") // still called, if to no effect, by much that is deployed
  private static void privileged(URL url) throws Exception {
    AccessController.doPrivileged((PrivilegedExceptionAction<Object>) () -> open(url));
  }

  @SuppressWarnings("removal") // as above
  private static void privilegedReference(URL url) throws Exception {
    AccessController.doPrivileged((PrivilegedExceptionAction<Object>) url::openStream);
  }

  private static void proxy(URL url) throws Exception {
    Callable<?> proxy =
        (Callable<?>)
            Proxy.newProxyInstance(
                Ways.class.getClassLoader(),
                new Class<?>[] {Callable.class},
                (self, method, arguments) -> open(url));
    proxy.call();
  }

  private static void join(Thread thread) throws Exception {
    thread.start();
    thread.join();
  }

  private static void submitted(Callable<?> task) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      executor.submit(task).get();
    } finally {
      executor.shutdown();
    }
  }

  /** From JDK 21 on; before that an ordinary thread. */
  private static void virtual(URL url) throws Exception {
    Runnable task = () -> quietly(url);
    try {
      ((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task))
          .join();
    } catch (NoSuchMethodException | InvocationTargetException e) {
      join(new Thread(task));
    }
  }

  /** No code but the JDK's is on the thread that connects. */
  private static void eventHandler(URL url) throws Exception {
    join(new Thread(EventHandler.create(Runnable.class, url, "openStream")));
  }
}
