package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a program that opens no connection sees of the agent: one line. */
class StatusLineIT {

  @TestFactory
  Stream<DynamicTest> thereIsOneStatusLineAndNoWarning() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = Jvm.on(jdk).guarded("").run("io.imdsguard.probes.Hello");
          assertThat(run.stderr())
              .isEqualTo("IMDS Guard 0.1.0: on, policy built-in, mode monitor, audit to stderr\n");
        });
  }

  @TestFactory
  Stream<DynamicTest> theProgramsOwnOutputIsUntouched() {
    return OnJdks.every(
        jdk ->
            assertThat(Jvm.on(jdk).guarded("").run("io.imdsguard.probes.Hello").stdout())
                .isEqualTo("hello\n"));
  }

  @TestFactory
  Stream<DynamicTest> switchedOffItSaysSo() {
    return OnJdks.every(
        jdk ->
            assertThat(
                    Jvm.on(jdk).guarded("enabled=false").run("io.imdsguard.probes.Hello").stderr())
                .isEqualTo("IMDS Guard 0.1.0 is switched off (enabled=false)\n"));
  }

  @TestFactory
  Stream<DynamicTest> aVariableWhoseNameIsMisspelledIsSaid() {
    return OnJdks.every(
        jdk ->
            assertThat(
                    Jvm.on(jdk)
                        .guarded("")
                        .environment("IMDS_GUARD_POLCY", "strict.yaml")
                        .run("io.imdsguard.probes.Hello")
                        .stderr())
                .isEqualTo(
                    "IMDS Guard 0.1.0: on, policy built-in, mode monitor, audit to stderr;"
                        + " unknown setting IMDS_GUARD_POLCY\n"));
  }

  @Test
  void theCommandLinesVersionIsTheStatusLines() {
    Jvm.Run run =
        Jvm.on(Jdk.current()).startRaw(List.of("-jar", Jvm.AGENT.toString(), "--version")).finish();
    assertThat(run.stdout()).isEqualTo("IMDS Guard 0.1.0\n");
  }
}
