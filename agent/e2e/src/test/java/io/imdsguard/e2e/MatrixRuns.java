package io.imdsguard.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The matrix's JVMs, ahead of the tests that look at what they said: as many at once as {@code
 * -Dimdsguard.matrix.atOnce} says, else one for each processor. A cell waits for most of its time.
 */
final class MatrixRuns implements AutoCloseable {
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          Integer.getInteger(
              "imdsguard.matrix.atOnce", Runtime.getRuntime().availableProcessors()));

  private final Map<MatrixCell, Future<Jvm.Run>> runs = new LinkedHashMap<>();

  MatrixRuns(List<MatrixCell> cells, Function<MatrixCell, Jvm.Run> run) {
    for (MatrixCell cell : cells) {
      if (cell.runs()) {
        runs.put(cell, pool.submit(() -> run.apply(cell)));
      }
    }
  }

  /** Waits for a cell's run; what went wrong in it is thrown again. */
  Jvm.Run of(MatrixCell cell) throws InterruptedException {
    try {
      return runs.get(cell).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failed) {
        throw failed;
      }
      throw new IllegalStateException(cell.toString(), e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
