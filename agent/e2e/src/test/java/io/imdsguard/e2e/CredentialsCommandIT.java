package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Credentials;
import io.imdsguard.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code java -jar imds-guard-agent.jar credentials}. */
class CredentialsCommandIT {
  @RegisterExtension static final Service SERVICE = new Service();

  private static Jvm.Run run(Jdk jdk, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-jar", Jvm.AGENT.toString(), "credentials"));
    command.addAll(List.of(arguments));
    return Jvm.on(jdk).startRaw(command).finish();
  }

  private static Credentials keys() {
    return SERVICE.simulator().credentials();
  }

  private static Object json(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  @TestFactory
  Stream<DynamicTest> forAProcessItIsWhatTheAwsToolsExpect() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = run(jdk, "--format", "process");
          assertThat(json(run.stdout()))
              .as(run.toString())
              .isEqualTo(
                  Map.of(
                      "Version",
                      1,
                      "AccessKeyId",
                      keys().accessKeyId(),
                      "SecretAccessKey",
                      keys().secretAccessKey(),
                      "SessionToken",
                      keys().token(),
                      "Expiration",
                      keys().expiration().toString()));
        });
  }

  @Test
  void forAShellItIsVariables() {
    assertThat(run(Jdk.current(), "--format=env").stdout())
        .isEqualTo(
            "export AWS_ACCESS_KEY_ID="
                + keys().accessKeyId()
                + "\nexport AWS_SECRET_ACCESS_KEY="
                + keys().secretAccessKey()
                + "\nexport AWS_SESSION_TOKEN="
                + keys().token()
                + "\nexport AWS_CREDENTIAL_EXPIRATION="
                + keys().expiration()
                + "\n");
  }

  @Test
  void asJsonItIsWhatAContainersEndpointAnswers() {
    assertThat(json(run(Jdk.current(), "--format=json").stdout()))
        .isEqualTo(
            Map.of(
                "AccessKeyId",
                keys().accessKeyId(),
                "SecretAccessKey",
                keys().secretAccessKey(),
                "Token",
                keys().token(),
                "Expiration",
                keys().expiration().toString()));
  }

  @Test
  void itSaysNothingElse() {
    assertThat(run(Jdk.current(), "--format=json").stderr()).isEmpty();
  }

  @Test
  void itAsksWithASessionToken() {
    SERVICE.simulator().journal().clear();
    run(Jdk.current(), "--format=json");

    assertThat(SERVICE.simulator().journal().withoutToken()).isEmpty();
  }

  @Test
  void itAsksTheServiceThatTheSdksSettingNames() {
    Jvm.Run run =
        Jvm.on(Jdk.current())
            .environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1")
            .startRaw(List.of("-jar", Jvm.AGENT.toString(), "credentials", "--format=json"))
            .finish();

    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
  }

  @Test
  void withoutARoleItSaysSoAndPrintsNothing() {
    SERVICE.simulator().behaviour().noRole();
    try {
      Jvm.Run run = run(Jdk.current(), "--format=process");
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr())
          .isEqualTo("no credentials: the metadata service lists no role, it answers 404\n");
    } finally {
      SERVICE.simulator().behaviour().role(Service.ROLE);
    }
  }

  @Test
  void aFormatThatIsNotKnownIsAFaultInTheCommandLine() {
    assertThat(run(Jdk.current(), "--format=ini").exit()).isEqualTo(2);
  }

  @Test
  void theHelpTellsTheExitStatus() {
    assertThat(run(Jdk.current(), "--help").stdout())
        .contains("Exit status:", "1   there are none");
  }

  @Test
  void inAPodItPrintsThePodsKeys() {
    try (Simulator pod = Simulator.builder().clouds(Cloud.EKS).build().start()) {
      Jvm.Run run =
          Jvm.on(Jdk.current())
              .environment(
                  "AWS_CONTAINER_CREDENTIALS_FULL_URI", pod.endpoint() + pod.podCredentialsPath())
              .environment("AWS_CONTAINER_AUTHORIZATION_TOKEN", pod.podToken())
              .startRaw(List.of("-jar", Jvm.AGENT.toString(), "credentials", "--format=env"))
              .finish();

      assertThat(run.stdout())
          .as(run.toString())
          .contains("AWS_ACCESS_KEY_ID=" + pod.containerCredentials().accessKeyId() + "\n");
    }
  }

  @Test
  void anEndpointThatIsEmptyIsNotLeftOut() {
    Jvm.Run run = run(Jdk.current(), "--format=json", "--endpoint=");

    assertThat(run.stderr()).isEqualTo("no credentials: --endpoint is empty, expected a URL\n");
  }
}
