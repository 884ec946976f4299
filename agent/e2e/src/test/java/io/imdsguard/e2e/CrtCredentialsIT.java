package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * AWS CRT's own credentials providers, which without the agent ask the service from native code:
 * who may not has nothing from them, who may has the agent's, and no native request reaches the
 * service.
 */
class CrtCredentialsIT {
  private static final String[] PROVIDERS = {"chain", "ecs"};
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir Path folder;

  @BeforeEach
  void nothingHasBeenAsked() {
    SERVICE.simulator().journal().clear();
  }

  /** Each version of the client matrix on each of its JDKs. */
  static List<MatrixCell> cells() {
    return MatrixCell.of("AWS CRT");
  }

  private Jvm jvm(MatrixCell cell) {
    return Jvm.on(cell.jdk())
        .classPath(cell.jars().resolve("*"))
        .environment("HOME", folder.toString());
  }

  private Jvm permitting(MatrixCell cell) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            mode: enforce
            rules:
              - allow: probe
                callers: [{class: io.imdsguard.probes.CrtCredentials}]
                paths: ["@credentials"]
            """);
    return jvm(cell).guarded("policy=" + policy);
  }

  private static Jvm.Run run(Jvm jvm, String... providers) {
    Stream<String> arguments =
        Stream.concat(Stream.of(Service.HOST + Service.CREDENTIALS), Stream.of(providers));
    return jvm.run("io.imdsguard.probes.CrtCredentials", arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void withoutTheAgentTheServiceIsAskedFromNativeCode(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell), "chain");

    assertThat(run.probes().get("chain")).as(run.toString()).startsWith("GOT");
    assertThat(SERVICE.simulator().journal().credentialLoads()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whoMayNotGetsNothingAndTheServiceIsNotAsked(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell).guarded("mode=enforce"), "chain", "ecs", "profile");

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(3)
        .allMatch(outcome -> outcome.startsWith("FAILED"));
    assertThat(SERVICE.simulator().journal().requests()).isEmpty();
    assertThat(run.stderr())
        .contains("\"decision\":\"deny\"")
        .contains("\"class\":\"io.imdsguard.probes.CrtCredentials\"")
        .doesNotContain("NOT GUARDED");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whoMayGetsTheAgentsOwn(MatrixCell cell) throws IOException {
    Jvm.Run run = run(permitting(cell), PROVIDERS);

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(PROVIDERS.length)
        .allMatch(outcome -> outcome.startsWith("GOT"));
    // Four times asked for, fetched by the agent once.
    assertThat(SERVICE.simulator().journal().credentialLoads()).hasSize(1);
    assertThat(SERVICE.simulator().journal().tokenRequests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void noSecretIsPrinted(MatrixCell cell) throws IOException {
    Jvm.Run run = run(permitting(cell), PROVIDERS);

    List<String> secrets = SERVICE.simulator().secrets();
    assertThat(secrets).isNotEmpty().noneMatch(run.stderr()::contains);
    assertThat(run.stderr()).doesNotContainIgnoringCase("ticket");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void keysInTheEnvironmentNeedNoMetadata(MatrixCell cell) {
    Jvm jvm =
        jvm(cell)
            .guarded("mode=enforce")
            .environment("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
            .environment("AWS_SECRET_ACCESS_KEY", "of-the-test");

    assertThat(run(jvm, "chain").probes().get("chain")).isEqualTo("GOT 200 AKIAENVIRONMENT");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aProfilesKeysComeBeforeMetadatas(MatrixCell cell) throws IOException {
    Path file = Files.createDirectories(folder.resolve(".aws")).resolve("credentials");
    Files.writeString(
        file, "[default]\naws_access_key_id=AKIAPROFILE\naws_secret_access_key=of-the-test\n");

    assertThat(run(permitting(cell), "chain").probes().get("chain"))
        .isEqualTo("GOT 200 AKIAPROFILE");
  }
}
