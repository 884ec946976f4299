package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 4096})
  void itIsWhatTheJdkSays(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    assertThat(Sha256.of(bytes)).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 99, 100})
  void partsAreOneText(int first) {
    byte[] bytes = new byte[100];
    new Random(0).nextBytes(bytes);

    assertThat(
            Sha256.of(Arrays.copyOf(bytes, first), Arrays.copyOfRange(bytes, first, bytes.length)))
        .isEqualTo(Sha256.of(bytes));
  }
}
