package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Child processes whose command line names the service. */
class ProcessesIT {
  private static final String PROBE = "io.imdsguard.probes.Processes";
  private static final String URL = Service.HOST + "/latest/meta-data/";
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: probe
          kind: process
          callers: [io.imdsguard.probes.Processes]
          commands: [echo]
      """;

  /** All for the agent; for the probe what it needs to start processes, and no more. */
  private static final String GRANTS =
      """
      grant codeBase "file:%s" {
        permission java.security.AllPermission;
      };
      grant {
        permission java.io.FilePermission "<<ALL FILES>>", "execute";
        permission java.util.PropertyPermission "*", "read";
      };
      """
          .formatted(Jvm.AGENT);

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> inEnforceModeEachIsRefused() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "mode=enforce", URL);
          assertThat(run.probes().values())
              .as(run.toString())
              .hasSize(ways(jdk))
              .allMatch(
                  outcome ->
                      outcome.matches(
                          "FAILED java.io.IOException: Cannot run program \"(echo|sh|env)\":"
                              + " refused by IMDS Guard, event \\d"));
        });
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeEachIsStarted() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "mode=monitor", URL);
          assertThat(run.probes().values())
              .as(run.toString())
              .hasSize(ways(jdk))
              .allMatch(outcome -> outcome.startsWith("STARTED 0"));
        });
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeEachIsRecorded() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "mode=monitor", URL);
          assertThat(events(run))
              .as(run.toString())
              .hasSize(ways(jdk))
              .allMatch(
                  line ->
                      line.contains("\"decision\":\"would-deny\"")
                          && line.contains("\"service\":\"ec2\",\"method\":\"exec\",\"path\":null")
                          && line.contains("\"kind\":\"process\"")
                          && line.contains("\"caller\":{\"class\":\"" + PROBE + "\""));
        });
  }

  @TestFactory
  Stream<DynamicTest> theEventNamesTheProgramAndNoArgument() {
    return OnJdks.every(
        jdk -> {
          String log = String.join("", events(run(jdk, "mode=enforce", URL)));
          assertThat(log).contains("\"command\":\"sh\"").doesNotContain("SECRET-ARGUMENT");
        });
  }

  @TestFactory
  Stream<DynamicTest> aRuleMayPermitTheCallerACommand() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "policy=" + policy(), URL);
          assertThat(run.probes()).as(run.toString()).containsEntry("builder", "STARTED 0 printed");
        });
  }

  @TestFactory
  Stream<DynamicTest> aRuleForOneCommandPermitsNoOther() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "policy=" + policy(), URL);
          assertThat(run.probes().get("other")).as(run.toString()).startsWith("FAILED");
        });
  }

  @TestFactory
  Stream<DynamicTest> whereThePolicyIsNotValidEachIsRefused() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "policy=" + folder.resolve("missing.yaml"), URL);
          assertThat(run.probes().values())
              .as(run.toString())
              .hasSize(ways(jdk))
              .allMatch(outcome -> outcome.startsWith("FAILED java.io.IOException: Cannot run"));
        });
  }

  @TestFactory
  Stream<DynamicTest> aSecurityManagerThatAllowsLessDoesNotKeepItFromBeingRecorded() {
    return Jdk.all().stream()
        .filter(jdk -> jdk.feature() <= 17)
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    jdk.toString(),
                    () -> {
                      Path grants = Files.writeString(folder.resolve("grants"), GRANTS);
                      Jvm.Run run =
                          jvm(jdk, "mode=enforce,audit=" + folder.resolve("audit" + jdk.feature()))
                              .option("-Djava.security.manager", "-Djava.security.policy=" + grants)
                              .run(PROBE, URL);
                      assertThat(folder.resolve("audit" + jdk.feature()))
                          .as(run.toString())
                          .content()
                          .hasLineCount(ways(jdk));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> harmlessCommandsAreStartedAndLeaveNoEvent() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "mode=enforce");
          assertThat(events(run)).as(run.toString()).isEmpty();
          assertThat(List.of("word", "address", "number"))
              .allMatch(name -> "STARTED 0 printed".equals(run.probes().get(name)));
        });
  }

  @TestFactory
  Stream<DynamicTest> harmlessCommandsDoNotHaveTheGateOpened() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "mode=enforce");
          assertThat(run.probes().get("threads")).contains("main").doesNotContain("imds-guard");
        });
  }

  private static int ways(Jdk jdk) {
    return jdk.feature() >= 9 ? 7 : 6;
  }

  private static Jvm.Run run(Jdk jdk, String options, String... arguments) {
    return jvm(jdk, options).run(PROBE, arguments);
  }

  private static Jvm jvm(Jdk jdk, String options) {
    return Jvm.on(jdk)
        // The helper program that later JDKs start processes with may be for another machine.
        .option("-Djdk.lang.Process.launchMechanism=FORK")
        .guarded(options);
  }

  private static List<String> events(Jvm.Run run) {
    return run.stderr().lines().filter(line -> line.startsWith("{")).toList();
  }

  private static Path policy() throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }
}
