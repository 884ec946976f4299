package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JunctionAccessTest {

  @Test
  void theJunctionsNamesAreOfOneLengthSoThatItCanBeRenamedInPlace() {
    assertThat(JunctionAccess.RUNTIME_PREFIX).hasSameSizeAs(JunctionAccess.SOURCE_PREFIX);
  }
}
