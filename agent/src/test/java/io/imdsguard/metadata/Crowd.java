package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Many threads that do the same thing at once. */
public final class Crowd {
  private static final int STACK_BYTES = 256 * 1024;

  private Crowd() {}

  /** What each of so many threads got: its result, or the exception it failed with. */
  public static List<Object> of(int size, Callable<?> deed) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<Object>> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      FutureTask<Object> task =
          new FutureTask<>(
              () -> {
                start.await();
                return deed.call();
              });
      Thread thread = new Thread(null, task, "crowd", STACK_BYTES);
      thread.setDaemon(true);
      thread.start();
      tasks.add(task);
    }
    start.countDown();
    List<Object> results = new ArrayList<>();
    for (FutureTask<Object> task : tasks) {
      results.add(result(task));
    }
    return results;
  }

  private static Object result(FutureTask<Object> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
