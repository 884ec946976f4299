package io.imdsguard.probes.clients;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** On which thread a request is made. */
enum Hop {
  PLAIN {
    @Override
    String run(Callable<String> request) throws Exception {
      return request.call();
    }
  },
  FUTURE {
    @Override
    String run(Callable<String> request) throws Exception {
      FutureTask<String> task = new FutureTask<>(request);
      CompletableFuture.runAsync(task).thenRun(() -> {}).join();
      return task.get();
    }
  },
  EXECUTOR {
    @Override
    String run(Callable<String> request) throws Exception {
      ExecutorService executor = Executors.newSingleThreadExecutor();
      try {
        return executor.submit(request).get();
      } finally {
        executor.shutdown();
      }
    }
  },
  VIRTUAL {
    @Override
    String run(Callable<String> request) throws Exception {
      FutureTask<String> task = new FutureTask<>(request);
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      return task.get();
    }

    @Override
    boolean exists() {
      String version = System.getProperty("java.specification.version");
      return !version.startsWith("1.") && Integer.parseInt(version) >= 21;
    }
  };

  abstract String run(Callable<String> request) throws Exception;

  /** Whether this JDK has such threads. */
  boolean exists() {
    return true;
  }
}
