package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

class PauseTest {
  private static final long LIFE = TimeUnit.HOURS.toMillis(6);
  private static final long LEFT = TimeUnit.MINUTES.toMillis(20);

  @RepeatedTest(20)
  void isHalfAMinuteToAMinuteWhileTheServiceAnswers() {
    assertThat(Pause.millis(LIFE, LEFT, 0)).isBetween(30_000L, 60_000L);
  }

  @RepeatedTest(20)
  void growsWithFailures() {
    assertThat(Pause.millis(LIFE, LEFT, 1)).isBetween(60_000L, 90_000L);
  }

  @RepeatedTest(20)
  void growsNoFurtherThanTwoAndAHalfMinutes() {
    assertThat(Pause.millis(LIFE, LEFT, 1_000)).isBetween(120_000L, 150_000L);
  }

  @RepeatedTest(20)
  void leavesThreeMoreAttemptsBeforeTheEnd() {
    assertThat(Pause.millis(LIFE, 8_000, 9)).isEqualTo(2_000);
  }

  @RepeatedTest(20)
  void isShorterForCredentialsThatLiveShorter() {
    assertThat(Pause.millis(TimeUnit.MINUTES.toMillis(4), LEFT, 0)).isBetween(6_000L, 12_000L);
  }

  @RepeatedTest(20)
  void isNeverUnderASecond() {
    assertThat(Pause.millis(1, 1, 0)).isGreaterThanOrEqualTo(1_000);
  }
}
