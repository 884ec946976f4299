package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Azure's and Google's libraries as they come, at the real address: permitted by the rule that
 * docs/policy.md gives for each, refused without it, and only recorded in monitor mode.
 */
class CloudLibrariesIT {
  private static final List<Integer> JDKS = List.of(8, 17, 25);
  private static final List<Library> LIBRARIES =
      List.of(
          new Library(
              "azure-identity",
              "AzureIdentity",
              "managed",
              List.of(
                  "com.azure.identity.implementation.IdentityClient",
                  "com.microsoft.aad.msal4j.AbstractManagedIdentitySource")),
          new Library(
              "msal4j",
              "Msal",
              "",
              List.of("com.microsoft.aad.msal4j.AbstractManagedIdentitySource")),
          new Library(
              "google-auth",
              "GoogleAuth",
              "compute",
              List.of("com.google.auth.oauth2.ComputeEngineCredentials")));

  @TempDir static Path folder;
  private static Simulator service;
  private static Path hosts;

  /** What is tried: the name of rule and module, the probe and its argument, and who may ask. */
  private record Library(String name, String probe, String argument, List<String> callers) {}

  @BeforeAll
  static void startService() throws IOException {
    Namespace.required();
    service =
        Simulator.builder()
            .address("169.254.169.254")
            .port(80)
            .clouds(Cloud.AZURE, Cloud.GCP)
            .build()
            .start();
    hosts =
        Files.writeString(
            folder.resolve("hosts"),
            "127.0.0.1 localhost\n169.254.169.254 metadata.google.internal\n");
  }

  @AfterAll
  static void stopService() {
    if (service != null) {
      service.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> theDocumentedRulePermitsIt() {
    return each(
        (library, jdk) -> {
          Jvm.Run run = run(library, jdk, "policy=" + policy(library));
          assertThat(run.probes().values())
              .as(run.toString())
              .isNotEmpty()
              .allMatch(answer -> answer.startsWith("GOT 200 SIM"));
          assertThat(events(run))
              .as(run.toString())
              .isNotEmpty()
              .allMatch(event -> event.contains("\"decision\":\"allow\""))
              .allMatch(event -> event.contains("\"rule\":\"" + library.name() + "\""));
        });
  }

  @TestFactory
  Stream<DynamicTest> withoutARuleItIsRefused() {
    return each(
        (library, jdk) -> {
          service.journal().clear();
          Jvm.Run run = run(library, jdk, "mode=enforce");
          assertThat(run.probes().values())
              .as(run.toString())
              .isNotEmpty()
              .allMatch(answer -> answer.startsWith("FAILED"));
          assertThat(events(run))
              .as(run.toString())
              .isNotEmpty()
              .allMatch(event -> event.contains("\"decision\":\"deny\""))
              .allMatch(isNamed(library));
          assertThat(service.journal().requests()).as(run.toString()).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> monitorModeRecordsThatItWouldBe() {
    return each(
        (library, jdk) -> {
          Jvm.Run run = run(library, jdk, "");
          assertThat(run.probes().values())
              .as(run.toString())
              .isNotEmpty()
              .allMatch(answer -> answer.startsWith("GOT 200 SIM"));
          assertThat(events(run))
              .as(run.toString())
              .isNotEmpty()
              .allMatch(event -> event.contains("\"decision\":\"would-deny\""))
              .allMatch(isNamed(library));
        });
  }

  /** What is tried with a library on a JDK. */
  private interface Check {
    void on(Library library, Jdk jdk) throws IOException;
  }

  private static Stream<DynamicTest> each(Check check) {
    return LIBRARIES.stream()
        .flatMap(
            library ->
                Jdk.all().stream()
                    .filter(jdk -> JDKS.contains(jdk.feature()))
                    .map(
                        jdk ->
                            DynamicTest.dynamicTest(
                                library.name() + " on " + jdk, () -> check.on(library, jdk))));
  }

  private static Jvm.Run run(Library library, Jdk jdk, String options) {
    return Jvm.on(jdk)
        .guarded(options)
        .hosts(hosts)
        .library(library.name())
        .environment("HOME", "/nonexistent")
        .run("io.imdsguard.probes." + library.probe(), arguments(library));
  }

  private static String[] arguments(Library library) {
    return library.argument().isEmpty() ? new String[0] : new String[] {library.argument()};
  }

  private static Predicate<String> isNamed(Library library) {
    return event ->
        library.callers().stream()
            .anyMatch(caller -> event.contains("\"caller\":{\"class\":\"" + caller + "\""));
  }

  private static List<String> events(Jvm.Run run) {
    return run.stderr().lines().filter(line -> line.startsWith("{\"time\"")).toList();
  }

  /** A policy of nothing but the rule that the documentation has under the library's name. */
  private static Path policy(Library library) throws IOException {
    String documentation = Files.readString(Path.of("../../docs/policy.md"));
    int start = documentation.indexOf("  - allow: " + library.name() + "\n");
    String rule = documentation.substring(start, documentation.indexOf("```", start));
    return Files.writeString(
        folder.resolve(library.name() + ".yaml"), "version: 1\nmode: enforce\nrules:\n" + rule);
  }
}
