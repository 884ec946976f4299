package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTokensTest {
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);
  private final GateTokens tokens = new GateTokens(time::get);

  private void passes(long millis) {
    time.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void aTokenIsValidForItsWholeTimeToLive() {
    String token = tokens.issue(60);
    passes(59_999);

    assertThat(tokens.isValid(token)).isTrue();
  }

  @Test
  void aTokenIsValidToItsLastNanosecond() {
    time.addAndGet(999_999);
    String token = tokens.issue(60);
    time.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);

    assertThat(tokens.isValid(token)).isTrue();
  }

  @Test
  void aTokenIsNotValidAnyLonger() {
    String token = tokens.issue(60);
    passes(60_000);

    assertThat(tokens.isValid(token)).isFalse();
  }

  @Test
  void anotherJvmsTokenIsNotValid() {
    assertThat(tokens.isValid(new GateTokens(time::get).issue(60))).isFalse();
  }

  @Test
  void noTwoTokensAreTheSame() {
    assertThat(tokens.issue(60)).isNotEqualTo(tokens.issue(60));
  }

  @Test
  void noCharacterOfATokenCanBeChanged() {
    String token = tokens.issue(60);
    for (int i = 0; i < token.length() - 3; i++) {
      char other = token.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(tokens.isValid(token.substring(0, i) + other + token.substring(i + 1))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AQAEA", "==", "\u00e9", "a b", "AQAEAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
  void isNoToken(String text) {
    assertThat(tokens.isValid(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "60,60", "21600,21600", "00060,60"})
  void isATimeToLive(String field, int seconds) {
    assertThat(GateTokens.ttl(field)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "21601", "-1", "+1", "1.5", "abc", "999999999999", "1 "})
  void isNoTimeToLive(String field) {
    assertThat(GateTokens.ttl(field)).isEqualTo(-1);
  }

  @Test
  void withoutAFieldThereIsNone() {
    assertThat(GateTokens.ttl(null)).isEqualTo(-1);
  }
}
