package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code imds-guard-api} in an application: without the agent, and with what its policy permits.
 */
class ApiIT {
  private static final String PACKAGE = "io.imdsguard.probes.api.";
  private static final String PROBE = PACKAGE + "ApiProbe";
  private static final String POLICY =
      """
      version: 1
      mode: %s
      rules:
        - allow: permitted
          kind: credentials
          callers: [io.imdsguard.probes.api.Permitted]
      """;

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;

  private static Jvm guarded(Jdk jdk, String mode) throws IOException {
    Path policy = folder.resolve(mode + ".yaml");
    Files.writeString(policy, POLICY.formatted(mode));
    return Jvm.on(jdk).guarded("policy=" + policy).classPath(Jvm.API);
  }

  private static List<String> events(Jvm.Run run) {
    return run.stderr().lines().filter(line -> line.startsWith("{")).toList();
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentItSaysThatItIsAbsent() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = Jvm.on(jdk).classPath(Jvm.API).run(PROBE);
          assertThat(run.probes())
              .as(run.toString())
              .containsEntry("present", "false")
              .containsEntry("permitted", "ABSENT 0 the IMDS Guard agent is not in this JVM");
        });
  }

  @TestFactory
  Stream<DynamicTest> switchedOffTheAgentIsAbsent() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm.Run run = Jvm.on(jdk).guarded("enabled=false").classPath(Jvm.API).run(PROBE);
          assertThat(run.probes()).as(run.toString()).containsEntry("present", "false");
        });
  }

  @TestFactory
  Stream<DynamicTest> whomARulePermitsGetsWholeCredentials() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(run.probes().get("permitted"))
              .as(run.toString())
              .startsWith("GOT Credentials[accessKeyId=ASIA")
              .endsWith("] whole");
        });
  }

  @TestFactory
  Stream<DynamicTest> everyHandOutIsRecordedWithTheCallerAndTheKeysName() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(events(run).get(0))
              .as(run.toString())
              .contains(
                  "\"decision\":\"allow\",\"rule\":\"permitted\"",
                  "\"service\":\"ec2\",\"method\":\"api\",\"path\":null",
                  "\"kind\":\"credentials\"",
                  "\"answered\":\"snapshot\"",
                  "\"caller\":{\"class\":\"io.imdsguard.probes.api.Permitted\"",
                  "\"client\":\"imds-guard-api\"",
                  "\"access_key_id\":\"ASIA");
        });
  }

  @TestFactory
  Stream<DynamicTest> whomNoRulePermitsIsToldTheNumberOfTheEvent() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(run.probes())
              .as(run.toString())
              .containsEntry("refused", "REFUSED 3 refused by IMDS Guard, event 3")
              .containsEntry("refused-listener", "REFUSED 4 refused by IMDS Guard, event 4");
          assertThat(events(run).get(2))
              .contains("\"decision\":\"deny\"", "\"class\":\"io.imdsguard.probes.api.Refused\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> pastTheApiThereIsNoMoreToBeHad() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(run.probes().get("directly")).as(run.toString()).startsWith("GOT [refused,");
          assertThat(run.probes().get("nowhere")).as(run.toString()).startsWith("GOT [refused,");
          assertThat(run.probes().get("nonsense")).as(run.toString()).isEqualTo("GOT null");
        });
  }

  @TestFactory
  Stream<DynamicTest> aChangedCopyOfTheApiGetsNoMore() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(run.probes().get("lookalike")).as(run.toString()).startsWith("GOT [refused,");
          assertThat(run.probes().get("lookalike-alone"))
              .as(run.toString())
              .startsWith("GOT [refused,");
        });
  }

  @TestFactory
  Stream<DynamicTest> noReflectionReachesWhatIsBehindTheJunction() {
    return OnJdks.each(
        Jdk.from(17),
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(run.probes().get("handler"))
              .as(run.toString())
              .contains("InaccessibleObjectException");
        });
  }

  @TestFactory
  Stream<DynamicTest> noFieldThatAnApplicationCanOpenLeadsToASecret() {
    return OnJdks.each(
        Jdk.from(17),
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PACKAGE + "Rummage");
          assertThat(run.probes())
              .as(run.toString())
              .containsEntry("agents-objects", "0")
              .containsEntry("secrets", "0");
        });
  }

  /** What an application keeps can be found: so the search above does search. */
  @TestFactory
  Stream<DynamicTest> whatAnApplicationKeepsIsItsOwnAffair() {
    return OnJdks.each(
        Jdk.from(17),
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PACKAGE + "Rummage", "kept");
          assertThat(run.probes().get("secrets")).as(run.toString()).isNotEqualTo("0");
        });
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeAllGetThemAndItIsRecorded() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "monitor").run(PROBE);
          assertThat(run.probes().get("refused")).as(run.toString()).startsWith("GOT Credentials");
          assertThat(events(run).get(2)).contains("\"decision\":\"would-deny\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> noSecretIsPrintedOrRecorded() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
          assertThat(SERVICE.simulator().secrets()).noneMatch(run.toString()::contains);
        });
  }

  @TestFactory
  Stream<DynamicTest> anApplicationOfModulesOpensNothingForIt() {
    return OnJdks.each(
        Jdk.from(9),
        jdk -> {
          Path jar = ModuleJar.write(jdk, folder.resolve("application" + jdk.feature()));
          Path policy = folder.resolve("module.yaml");
          Files.writeString(
              policy, POLICY.formatted("enforce").replace(PACKAGE + "Permitted", "app.Main"));
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("policy=" + policy)
                  .startRaw(List.of("-p", jar + ":" + Jvm.API, "-m", "app/app.Main"))
                  .finish();
          assertThat(run.stdout())
              .as(run.toString())
              .startsWith("ASIA")
              .endsWith("io.imdsguard.api\n");
        });
  }

  @TestFactory
  Stream<DynamicTest> anAgentThatComesLaterIsFound() {
    return OnJdks.every(
        jdk -> {
          Path policy = folder.resolve("attached.yaml");
          Files.writeString(policy, POLICY.formatted("enforce"));
          try (Jvm.Running jvm =
              Jvm.on(jdk).classPath(Jvm.API).start(PACKAGE + "OnDemandApi").awaitLine("ready")) {
            jvm.say("before").awaitLine("PROBE before ABSENT");
            Jvm.on(jdk)
                .startRaw(
                    List.of(
                        "-jar",
                        Jvm.AGENT.toString(),
                        "attach",
                        "" + jvm.process().pid(),
                        "--options=policy=" + policy))
                .finish();
            Jvm.Run run = jvm.say("after").end();
            assertThat(run.probes().get("after")).as(run.toString()).startsWith("GOT Credentials");
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> anApplicationThatHasClosedItsListenerCanBeUndeployed() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run =
              guarded(jdk, "enforce")
                  .run(PACKAGE + "Undeployed", Jvm.API.toString(), Jvm.PROBES.toString() + "/");
          assertThat(run.probes().get("application")).as(run.toString()).startsWith("GOT ASIA");
          assertThat(run.probes()).as(run.toString()).containsEntry("loader", "gone");
        });
  }

  @TestFactory
  Stream<DynamicTest> withoutARoleItSaysThatThereAreNone() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          SERVICE.simulator().behaviour().noRole();
          try {
            Jvm.Run run = guarded(jdk, "enforce").run(PROBE);
            assertThat(run.probes().get("permitted"))
                .as(run.toString())
                .isEqualTo("UNAVAILABLE 1 there are no credentials to be had, IMDS Guard event 1");
          } finally {
            SERVICE.simulator().behaviour().role(Service.ROLE);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theDocumentedProvidersWork() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          for (String version : List.of("V1", "V2")) {
            Path policy = folder.resolve("provider" + version + ".yaml");
            String provider = PACKAGE + "GuardProvider" + version;
            Files.writeString(
                policy, POLICY.formatted("enforce").replace(PACKAGE + "Permitted", provider));
            Jvm.Run run =
                Jvm.on(jdk)
                    .guarded("policy=" + policy)
                    .classPath(Jvm.API)
                    .library("aws-" + version.toLowerCase(java.util.Locale.ROOT))
                    .run(PACKAGE + "Provider" + version + "Probe");
            assertThat(run.probes().get(version.toLowerCase(java.util.Locale.ROOT)))
                .as(run.toString())
                .startsWith("GOT ASIA");
          }
        });
  }

  @Test
  void theDocumentedProvidersAreThoseThatAreTried() throws IOException {
    String page = Files.readString(Path.of("../../docs/api.md"));
    for (String name : List.of("GuardProviderV1", "GuardProviderV2")) {
      String source =
          Files.readString(
              Path.of("../probes/src/main/java/io/imdsguard/probes/api", name + ".java"));
      String shown = source.substring(source.indexOf("import "));
      assertThat(page).contains("<!-- " + name + " -->\n```java\n" + shown + "```\n");
    }
  }

  @TestFactory
  Stream<DynamicTest> aListenerIsToldOfNewCredentialsWhateverOthersDo() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          SERVICE.simulator().behaviour().credentialsLifetime(Duration.ofSeconds(12));
          try (Jvm.Running jvm = guarded(jdk, "enforce").start(PACKAGE + "Listening")) {
            jvm.awaitLine("PROBE thread");
            Jvm.Run run = jvm.end();
            assertThat(run.probes())
                .as(run.toString())
                .containsEntry("thread", "imds-guard-listener daemon true loader true")
                .containsEntry("uncaught", "imds-guard-listener thrown by a listener")
                .doesNotContainKey("closed");
            assertThat(run.probes().get("told"))
                .startsWith("Credentials[accessKeyId=ASIA")
                .endsWith("whole")
                .doesNotContain(run.probes().get("first"));
          } finally {
            SERVICE.simulator().behaviour().credentialsLifetime(Duration.ofHours(6));
          }
        });
  }
}
