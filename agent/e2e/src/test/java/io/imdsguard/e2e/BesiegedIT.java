package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody does to the agent's threads and listeners, who is permitted is served. */
class BesiegedIT {
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: probe
          callers: [io.imdsguard.probes.Besieged]
          paths: ["@credentials"]
      """;

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> thePermittedCallerIsServed() {
    return OnJdks.every(
        jdk -> {
          Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("policy=" + policy)
                  .run("io.imdsguard.probes.Besieged", Service.HOST + Service.CREDENTIALS);
          assertThat(run.probes()).as(run.toString()).hasSize(17);
          assertThat(run.probes().values())
              .as(run.toString())
              .allMatch(got -> got.startsWith("GOT 200"));
          assertThat(run.stdout()).doesNotContain("PROBE heard", "PROBE thread");
        });
  }
}
