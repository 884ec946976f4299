package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The role, its keys, their rotation and what EC2 says instead of keys. */
class CredentialsTest {
  private static final String LIST = "/latest/meta-data/iam/security-credentials/";
  private static final String ROLE = LIST + "demo-role";

  private final SettableClock clock = new SettableClock();
  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).clock(clock).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private Reply get(String path) throws IOException {
    return Client.send(sim, "GET " + path + " HTTP/1.1");
  }

  @Test
  void theDocumentIsFormattedAsEc2FormatsIt() throws IOException {
    Credentials keys = sim.credentials();
    assertThat(get(ROLE).body())
        .isEqualTo(
            """
            {
              "Code" : "Success",
              "LastUpdated" : "2026-01-02T03:04:05Z",
              "Type" : "AWS-HMAC",
              "AccessKeyId" : "%s",
              "SecretAccessKey" : "%s",
              "Token" : "%s",
              "Expiration" : "2026-01-02T09:04:05Z"
            }"""
                .formatted(keys.accessKeyId(), keys.secretAccessKey(), keys.token()));
  }

  @Test
  void datesInHeadersAreHttpDates() throws IOException {
    assertThat(get(ROLE).header("Last-Modified")).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT");
  }

  @Test
  void theExtendedDocumentNamesTheAccount() throws IOException {
    assertThat(get("/latest/meta-data/iam/security-credentials-extended/demo-role").body())
        .contains("\"AccountId\" : \"123456789012\"");
  }

  @Test
  void extendedCredentialsCanBeAbsent() throws IOException {
    sim.behaviour().extendedCredentials(false);
    assertThat(get("/latest/meta-data/iam/security-credentials-extended/").status()).isEqualTo(404);
  }

  @Test
  void theSameKeysAreHandedOutUntilRotation() throws IOException {
    String first = get(ROLE).body();
    clock.advance(Duration.ofHours(5));
    assertThat(get(ROLE).body()).isEqualTo(first);
  }

  @Test
  void rotationHandsOutNewKeys() throws IOException {
    String old = sim.credentials().accessKeyId();
    sim.behaviour().rotateCredentials();
    assertThat(get(ROLE).body()).contains(sim.credentials().accessKeyId()).doesNotContain(old);
  }

  @Test
  void newKeysComeByThemselvesFiveMinutesAhead() throws IOException {
    String old = sim.credentials().accessKeyId();
    clock.advance(Duration.ofHours(6).minusMinutes(5).plusSeconds(1));
    assertThat(get(ROLE).body()).doesNotContain(old);
  }

  @Test
  void automaticRotationCanBeSwitchedOff() throws IOException {
    String old = sim.credentials().accessKeyId();
    sim.behaviour().automaticRotation(false);
    clock.advance(Duration.ofHours(7));
    assertThat(get(ROLE).body()).contains(old);
  }

  @Test
  void theLifetimeCanBeSet() throws IOException {
    sim.behaviour().credentialsLifetime(Duration.ofSeconds(90));
    assertThat(get(ROLE).body()).contains("\"Expiration\" : \"2026-01-02T03:05:35Z\"");
  }

  @Test
  void expiredKeysCanBeHandedOut() throws IOException {
    sim.behaviour().expireCredentials();
    assertThat(get(ROLE).body()).contains("\"Expiration\" : \"2026-01-02T03:03:05Z\"");
  }

  @Test
  void aCodeOtherThanSuccessComesWithStatus200AndWithoutKeys() throws IOException {
    sim.behaviour().credentialsCode("AssumeRoleUnauthorizedAccess", "EC2 cannot assume the role");
    Reply reply = get(ROLE);
    assertThat(reply.status() + reply.body())
        .isEqualTo(
            """
            200{
              "Code" : "AssumeRoleUnauthorizedAccess",
              "Message" : "EC2 cannot assume the role",
              "LastUpdated" : "2026-01-02T03:04:05Z"
            }""");
  }

  @Test
  void theProfileHasACodeOfItsOwn() throws IOException {
    sim.behaviour().profileCode("InstanceProfileNotFound", null);
    assertThat(get("/latest/meta-data/iam/info").body())
        .contains("\"Code\" : \"InstanceProfileNotFound\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/iam/",
        "/latest/meta-data/iam/info",
        LIST,
        ROLE,
        "/latest/meta-data/iam/security-credentials-extended/"
      })
  void withoutARoleThereIsNothingUnderIam(String path) throws IOException {
    sim.behaviour().noRole();
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void anotherRoleReplacesTheFirstOne() throws IOException {
    sim.behaviour().role("other-role");
    assertThat(get(LIST).body() + " " + get(ROLE).status()).isEqualTo("other-role 404");
  }

  @Test
  void instanceIdentityKeysAreNotTheRoles() throws IOException {
    String path = "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance";
    assertThat(get(path).body())
        .contains("\"SecretAccessKey\" : \"SIMSECRETKEY")
        .doesNotContain(sim.credentials().accessKeyId());
  }
}
