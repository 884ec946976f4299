package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar imds-guard-agent.jar policy check} and {@code policy explain}. */
class PolicyCommandIT {
  private static final Path POLICIES = Path.of("../../policies").toAbsolutePath().normalize();
  private static final String KEYS = "/latest/meta-data/iam/security-credentials/demo-role";
  private static final String PROVIDER =
      "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider";

  @TempDir private Path folder;

  private static Jvm.Run run(Jdk jdk, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", Jvm.AGENT.toString(), "policy"));
    command.addAll(List.of(arguments));
    return Jvm.on(jdk).startRaw(command).finish();
  }

  private static Jvm.Run explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    return run(Jdk.current(), all.toArray(String[]::new));
  }

  private String invalid() throws IOException {
    return Files.writeString(folder.resolve("bad.yaml"), "version: 1\nmode: enforced\nrules: []\n")
        .toString();
  }

  @TestFactory
  Stream<DynamicTest> whatIsShippedIsValid() {
    return OnJdks.every(
        jdk ->
            assertThat(run(jdk, "check", POLICIES.resolve("strict.yaml").toString()).stdout())
                .contains("strict.yaml: valid, mode enforce"));
  }

  @Test
  void anInvalidPolicyIsNamedWithLineAndColumn() throws IOException {
    assertThat(run(Jdk.current(), "check", invalid()).stderr()).contains("bad.yaml:2:7");
  }

  @Test
  void anInvalidPolicyFailsTheCommand() throws IOException {
    assertThat(run(Jdk.current(), "check", invalid()).exit()).isEqualTo(1);
  }

  @Test
  void theOtherFilesAreCheckedAllTheSame() throws IOException {
    String good = POLICIES.resolve("monitor.yaml").toString();

    assertThat(run(Jdk.current(), "check", invalid(), good).stdout())
        .contains("monitor.yaml: valid");
  }

  @Test
  void theBuiltInPolicyAllowsTheSdksProvider() {
    assertThat(explain("--class", PROVIDER, KEYS).stdout()).startsWith("allow: ");
  }

  @Test
  void theKindOfAPathIsTold() {
    assertThat(explain("--class", PROVIDER, KEYS).stdout()).contains("kind: credentials\n");
  }

  @Test
  void anybodyElseIsDenied() {
    Jvm.Run run = explain("--class", "com.acme.LinkPreview", KEYS);

    assertThat(run.stdout()).startsWith("deny: ");
  }

  @Test
  void whatMonitorModeMakesOfADenialIsSaid() {
    assertThat(explain("--class", "com.acme.LinkPreview", KEYS).stdout().lines().findFirst())
        .hasValueSatisfying(line -> assertThat(line).endsWith("recorded as would-deny)"));
  }

  @Test
  void inEnforceModeADenialIsJustThat() {
    String strict = POLICIES.resolve("strict.yaml").toString();

    assertThat(explain("--policy", strict, "--class", "com.acme.LinkPreview", KEYS).stdout())
        .doesNotContain("would-deny");
  }

  @Test
  void aDenialIsTheCommandsStatus() {
    assertThat(explain("--class", "com.acme.LinkPreview", KEYS).exit()).isEqualTo(1);
  }

  @Test
  void eachRuleSaysWhatOfItMatches() {
    assertThat(explain("--class", "com.acme.LinkPreview", KEYS).stdout())
        .contains("caller does not match (its class is no provider of an AWS SDK), path matches");
  }

  @Test
  void aPathIsReadAsTheAgentReadsIt() {
    assertThat(explain("--class", PROVIDER, KEYS.replace("/latest", "//2021-03-23")).stdout())
        .startsWith("allow: ")
        .contains("path as rules see it: " + KEYS);
  }

  @Test
  void aPathThatTheAgentDoesNotReadIsNoneToExplain() {
    assertThat(explain("--class", PROVIDER, "latest/user-data").stderr())
        .contains("The agent refuses 'latest/user-data' with 400");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(explain("--class", PROVIDER).stderr())
        .contains("Missing: a PATH, --command=PROGRAM or --credentials");
  }
}
