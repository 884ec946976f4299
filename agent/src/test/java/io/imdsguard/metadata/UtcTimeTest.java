package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  @Test
  void agreesWithTheJdkOnEveryInstant() {
    SplittableRandom random = new SplittableRandom(1);
    long end = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    for (int i = 0; i < 10_000; i++) {
      Instant instant = Instant.ofEpochMilli(random.nextLong(end));
      assertThat(UtcTime.parse(instant.toString())).isEqualTo(instant.toEpochMilli());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2000-02-29T00:00:00Z",
        "2024-02-29T23:59:59Z",
        "2100-03-01T00:00:00Z",
        "2026-01-31T23:59:59.5Z",
        "2026-01-31T23:59:59.123456789Z",
      })
  void readsTheEdgesOfTheCalendarAndFractions(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-31T23:59:59+00:00", "2026-01-31T23:59:59+0000"})
  void readsUtcAsAnOffset(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse("2026-01-31T23:59:59Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "2026-01-31T23:59:59",
        "2026-01-31T23:59:59z",
        "2026-01-31T23:59:59+01:00",
        "2026-01-31T23:59:59.Z",
        "2026-01-31 23:59:59Z",
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T23:60:59Z",
        "2026-01-31T23:59:60Z",
        "1969-12-31T23:59:59Z",
        "2026-01-31T23:59:59Z ",
        "2O26-01-31T23:59:59Z",
        "-2026-01-31T23:59:59Z",
      })
  void refusesWhatIsNoTimeInUtc(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(UtcTime.INVALID);
  }
}
