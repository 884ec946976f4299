package io.imdsguard.e2e;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One test for each JDK. */
final class OnJdks {
  private OnJdks() {}

  /** What is tried on a JDK. */
  interface Check {
    void on(Jdk jdk) throws Exception;
  }

  static Stream<DynamicTest> every(Check check) {
    return each(Jdk.all(), check);
  }

  static Stream<DynamicTest> each(List<Jdk> jdks, Check check) {
    return jdks.stream().map(jdk -> DynamicTest.dynamicTest(jdk.toString(), () -> check.on(jdk)));
  }
}
