package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HooksTest {

  @ParameterizedTest
  @MethodSource("io.imdsguard.hooks.Hooks#targets")
  void eachClassOfTheJdksHasTheHookThatWasWrittenForIt(String target) {
    assertThat(Hooks.ofJdk(target).target()).isEqualTo(target);
  }
}
