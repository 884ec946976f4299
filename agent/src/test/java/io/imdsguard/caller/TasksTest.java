package io.imdsguard.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the JDK's tasks run what somebody else than who stands behind them has asked for. */
class TasksTest {
  private static boolean hide(Class<?> type, String... methods) {
    List<RawFrame> frames = new ArrayList<>();
    for (String method : methods) {
      frames.add(new RawFrame(type, method));
    }
    return Tasks.hide(frames, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniWhenComplete", "uniApplyNow", "biAccept", "thenApply", "orRun"})
  void aFutureThatHasItsResultRunsWhatItIsGiven(String method) {
    assertThat(hide(CompletableFuture.class, method)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postComplete", "complete", "postFire", "run", "join", "timedGet"})
  void whoeverCompletesAFutureRunsWhatOthersHaveGivenIt(String method) {
    assertThat(hide(CompletableFuture.class, method)).isTrue();
  }

  @Test
  void aStageThatWasPutAsideIsTriedOnceByWhoeverGaveIt() {
    assertThat(hide(CompletableFuture.class, "tryFire", "unipush")).isFalse();
  }

  @Test
  void aStageIsAnybodysWhereTheFutureHasItRun() {
    assertThat(hide(CompletableFuture.class, "tryFire", "postComplete")).isTrue();
  }

  @Test
  void aStageAtTheEndOfAStackIsAnybodys() {
    assertThat(hide(CompletableFuture.class, "tryFire")).isTrue();
  }

  @Test
  void aFutureTaskRunsWhatItWasMadeOf() {
    assertThat(hide(FutureTask.class, "run")).isTrue();
  }

  @Test
  void noOtherClassHides() {
    assertThat(hide(Thread.class, "run")).isFalse();
  }
}
