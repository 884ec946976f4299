package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "billing-*.jar, billing-1.2.jar, true",
    "billing-*.jar, billing-.jar,    true",
    "billing-*.jar, xbilling-1.jar,  false",
    "billing-*.jar, billing-1.jars,  false",
    "*,             anything,        true",
    "a*b*c,         aXbXbXc,         true",
    "a*b*c,         aXcXb,           false",
    "a.jar,         aXjar,           false",
  })
  void matches(String glob, String text, boolean expected) {
    assertThat(Glob.matches(glob, text)).isEqualTo(expected);
  }

  @Test
  void manyStarsDoNotExplode() {
    String glob = "*a".repeat(50) + "b";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Glob.matches(glob, "a".repeat(10_000)));
  }
}
