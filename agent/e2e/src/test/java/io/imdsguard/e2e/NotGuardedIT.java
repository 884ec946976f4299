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

/** A guard that another agent has undone says so. */
class NotGuardedIT {
  private static final String URL = Service.HOST + "/latest/meta-data/ami-id";
  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;
  private static Path saboteur;

  @BeforeAll
  static void start() throws IOException {
    saboteur =
        ProbeJar.write(
            folder.resolve("saboteur.jar"),
            Map.of(
                "Premain-Class", "io.imdsguard.probes.Saboteur", "Can-Retransform-Classes", "true"),
            List.of("Saboteur", "Http"));
  }

  private static Jvm.Running sabotaged(Jdk jdk, String options) {
    // The order matters: whoever is named last has the last word.
    return Jvm.on(jdk)
        .guarded(options)
        .option("-javaagent:" + saboteur)
        .start("io.imdsguard.probes.OnDemand", URL);
  }

  @TestFactory
  Stream<DynamicTest> itSaysNotGuarded() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = sabotaged(jdk, "mode=enforce")) {
            jvm.awaitLine("ready").say("first").awaitLine("PROBE first");
            jvm.awaitError(
                "IMDS Guard: NOT GUARDED: connections of channels do not reach the gate");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> withOnFailureExitTheJvmStops() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = sabotaged(jdk, "mode=enforce,on-failure=exit")) {
            jvm.awaitLine("ready").say("first");
            assertThat(jvm.finish().exit()).isEqualTo(1);
          }
        });
  }
}
