package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application's security provider would choose, it neither chooses nor sees. */
class SecretsTest {
  private static int asked;

  @BeforeEach
  void install() {
    asked = 0;
    Security.insertProviderAt(new Chooser(), 1);
  }

  @AfterEach
  void remove() {
    Security.removeProvider("chooser");
  }

  @Test
  void noSecretIsChosenByAProvider() {
    assertThat(Secrets.bytes(32)).isNotEqualTo(new byte[32]);
  }

  @Test
  void noProviderIsAskedForATokenOfTheGates() {
    GateTokens tokens = new GateTokens();
    assertThat(tokens.isValid(tokens.issue(60))).isTrue();
    assertThat(asked).isZero();
  }

  @Test
  void noProviderIsAskedForAChildsToken() {
    ChildTokens.digest(new ChildTokens().mint());
    assertThat(asked).isZero();
  }

  @Test
  void twoSecretsDiffer() {
    assertThat(Secrets.text(24)).hasSize(32).isNotEqualTo(Secrets.text(24));
  }

  /** A provider whose random numbers are zeros. */
  @SuppressWarnings("serial")
  private static final class Chooser extends Provider {
    @SuppressWarnings("deprecation") // the constructor that Java 8 has too
    Chooser() {
      super("chooser", 1.0, "");
      putService(
          new Service(this, "SecureRandom", "Zeros", Zeros.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              asked++;
              return new Zeros();
            }
          });
    }
  }

  @SuppressWarnings("serial")
  private static final class Zeros extends SecureRandomSpi {
    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {}

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return new byte[count];
    }
  }
}
