package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
  private static final String[] WORDS = {"allow", "deny", "callers", "through-interpreters"};

  @ParameterizedTest
  @CsvSource({
    "alow, allow",
    "alllow, allow",
    "Allow, allow",
    "caller, callers",
    "callres, callers",
    "dney, ",
    "through_interpreter, through-interpreters",
  })
  void isWhatWasMeant(String text, String word) {
    assertThat(Nearest.to(text, WORDS)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "ab", "permit", "through", "alxyz"})
  void isNothingLike(String text) {
    assertThat(Nearest.to(text, WORDS)).isNull();
  }
}
