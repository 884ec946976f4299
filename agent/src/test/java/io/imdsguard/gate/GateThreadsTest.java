package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateThreadsTest {
  private static final int MOST = 3;

  private final ThreadPoolExecutor pool = GateThreads.pool(MOST);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void shutDown() {
    end.countDown();
    pool.shutdownNow();
  }

  private void occupy(int threads) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            begun.countDown();
            await(end);
          });
    }
    begun.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String threadOfNext() throws InterruptedException {
    List<String> name = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    pool.execute(
        () -> {
          name.add(Thread.currentThread().getName());
          done.countDown();
        });
    done.await();
    return name.get(0);
  }

  private void awaitIdle() throws InterruptedException {
    while (pool.getActiveCount() > 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    // Counted as idle a moment before it waits for work.
    TimeUnit.MILLISECONDS.sleep(100);
  }

  @Test
  void anIdleThreadIsTakenBeforeAnotherIsStarted() throws InterruptedException {
    String first = threadOfNext();
    awaitIdle();

    assertThat(threadOfNext()).isEqualTo(first);
  }

  @Test
  void whereNoneIsIdleAnotherIsStarted() throws InterruptedException {
    occupy(MOST - 1);

    assertThat(threadOfNext()).isEqualTo("imds-guard-gate-" + MOST);
  }

  @Test
  void whatAllOfThemCantTakeWaits() throws InterruptedException {
    occupy(MOST);
    pool.execute(() -> {});

    assertThat(pool.getQueue()).hasSize(1);
  }

  @Test
  void whatHasWaitedIsDone() throws InterruptedException {
    occupy(MOST);
    CountDownLatch done = new CountDownLatch(1);
    pool.execute(done::countDown);
    end.countDown();

    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void afterTheEndNothingIsTaken() {
    pool.shutdown();

    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }
}
