package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is secret and was handed out can be searched for. */
class SecretsTest {
  private static final Pattern SECRET = Pattern.compile("SIM[A-Za-z0-9]{25,}");

  private Simulator sim;

  @BeforeEach
  void start() {
    sim =
        Simulator.builder().imdsV1(true).clouds(Cloud.EC2, Cloud.AZURE, Cloud.GCP).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private static List<String> secretsIn(String text) {
    return SECRET.matcher(text).results().map(result -> result.group()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/iam/security-credentials/demo-role",
        "/latest/meta-data/iam/security-credentials-extended/demo-role",
        "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance",
        "/latest/dynamic/instance-identity/signature",
        "/latest/dynamic/instance-identity/pkcs7",
        "/latest/dynamic/instance-identity/rsa2048",
        "/latest/user-data",
        "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=x",
        "/computeMetadata/v1/instance/service-accounts/default/token",
        "/computeMetadata/v1/instance/service-accounts/default/identity?audience=x"
      })
  void everyDocumentWithASecretIsKnown(String path) throws IOException {
    String get = "GET " + path + " HTTP/1.1";
    String body = Client.send(sim, get, "Metadata: true", "Metadata-Flavor: Google").body();
    assertThat(secretsIn(body)).isNotEmpty().allMatch(sim.secrets()::contains);
  }

  @Test
  void sessionTokensAreSecrets() throws IOException {
    String token = Client.token(sim);
    assertThat(sim.secrets()).contains(token);
  }

  @Test
  void keysFromBeforeARotationStaySecrets() {
    String old = sim.credentials().secretAccessKey();
    sim.behaviour().rotateCredentials();
    assertThat(sim.secrets()).contains(old, sim.credentials().secretAccessKey());
  }

  @Test
  void replacedUserDataIsASecret() {
    sim.behaviour().userData("password=hunter2");
    assertThat(sim.secrets()).contains("password=hunter2");
  }

  @Test
  void twoSimulatorsShareNoSecret() {
    List<String> others = Simulator.builder().build().secrets();
    assertThat(sim.secrets()).doesNotContainAnyElementsOf(others);
  }

  @Test
  void credentialsDoNotPrintTheirSecrets() {
    Credentials keys = sim.credentials();
    assertThat(keys.toString()).doesNotContain(keys.secretAccessKey(), keys.token());
  }

  @Test
  void aRecordedRequestDoesNotPrintItsToken() throws IOException {
    String token = Client.token(sim);
    Client.get(sim, "/latest/meta-data/ami-id", token);
    assertThat(sim.journal().requests().toString()).doesNotContain(token);
  }
}
