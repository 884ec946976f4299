package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.demo.Outcome.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static final List<String> SECRETS = List.of("wJalrXUt", "IQoJb3");

  @Test
  void anAnswerWithASecretInItIsTheft() {
    assertThat(Verdicts.attack("200\n{\"Token\": \"IQoJb3\"}", SECRETS).kind())
        .isEqualTo(Kind.STOLEN);
  }

  @Test
  void theSecretIsNotShown() {
    assertThat(Verdicts.attack("IQoJb3", SECRETS).toString()).doesNotContain("IQoJb3");
  }

  @Test
  void withoutASessionTokenAnAttackIsStoppedByTheServiceItself() {
    assertThat(Verdicts.attack("response code: 401", SECRETS).kind()).isEqualTo(Kind.NO_TOKEN);
  }

  @Test
  void aPortThatHasTheDigits401InItIsNoStatus() {
    assertThat(Verdicts.attack("no route to http://127.0.0.1:40131/", SECRETS).kind())
        .isEqualTo(Kind.FAILS);
  }

  @Test
  void anythingElseIsNoSuccessAndNoRefusal() {
    assertThat(Verdicts.attack("connection reset", SECRETS).kind()).isEqualTo(Kind.FAILS);
  }

  @Test
  void anHonestCallWorksIfItGetsWhatItIsAfter() {
    assertThat(Verdicts.honest("ASIA123", "ASIA").kind()).isEqualTo(Kind.WORKS);
  }

  @Test
  void anHonestCallThatDoesNotFails() {
    assertThat(Verdicts.honest("", "ASIA").kind()).isEqualTo(Kind.FAILS);
  }
}
