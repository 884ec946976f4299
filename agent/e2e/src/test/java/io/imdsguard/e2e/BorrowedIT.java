package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who is permitted runs for another is not his request. */
class BorrowedIT {
  private static final String PREFIX = "/latest/meta-data/way-";
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: trusting
          callers: [io.imdsguard.probes.Borrowed$Trusting]
          paths: ["*"]
      """;

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> onlyHisOwnRequestsAreAllowed() {
    return OnJdks.every(
        jdk -> {
          Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("policy=" + policy)
                  .run("io.imdsguard.probes.Borrowed", Service.HOST + PREFIX);
          assertThat(run.stderr().lines().filter(line -> line.contains("\"decision\":\"allow\"")))
              .as(run.toString())
              .singleElement()
              .asString()
              .contains(PREFIX + "own");
          for (String way : run.probes().keySet()) {
            assertThat(run.stderr()).as(run.toString()).contains(PREFIX + way);
          }
        });
  }
}
