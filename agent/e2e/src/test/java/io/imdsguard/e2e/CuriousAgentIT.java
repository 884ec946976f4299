package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Another agent may have a class loaded that it is shown: the guard is up all the same. */
class CuriousAgentIT {
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir private static Path folder;
  private static Path curious;

  @BeforeAll
  static void start() throws IOException {
    curious =
        ProbeJar.write(
            folder.resolve("curious.jar"),
            Map.of("Premain-Class", "io.imdsguard.probes.Curious"),
            List.of("Curious"));
  }

  @TestFactory
  Stream<DynamicTest> metadataIsGuardedAsEver() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm.Run run =
              Jvm.on(jdk)
                  .optionBefore("-javaagent:" + curious)
                  .guarded("mode=enforce")
                  .run("io.imdsguard.probes.Transports", Service.HOST + Service.CREDENTIALS);
          assertThat(run.stdout()).contains("CURIOUS loaded io/imdsguard/");
          assertThat(run.probes().values())
              .as(run.toString())
              .isNotEmpty()
              .allMatch(answer -> answer.startsWith("REFUSED 403"));
          assertThat(run.stderr()).doesNotContain("NOT GUARDED");
        });
  }
}
