package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.metadata.Authorization;
import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.RecordedRequest;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Before a service for containers; here it is EKS's, which wants a token. */
class ContainerGateTest {
  private static final String OWN = "/v1/credentials";
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture(service -> endpoint(service, OWN));
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  private static Endpoint endpoint(Simulator service, String target) {
    Container container =
        Container.full(service.endpoint() + target, new Authorization(service.podToken(), null));
    return new Endpoint("eks", InetAddress.getLoopbackAddress(), service.port(), container);
  }

  @Test
  void whoIsPermittedNeedsNoTokenOfHisOwn() throws IOException {
    assertThat(gate.get(OWN)).contains(gate.service.containerCredentials().secretAccessKey());
  }

  @Test
  void theCallersOwnTokenIsNotForwarded() throws IOException {
    gate.get(OWN, "Authorization: not-the-token");

    assertThat(gate.service.journal().requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly(gate.service.podToken());
  }

  @Test
  void theAnswerIsTheSnapshots() throws IOException {
    gate.get(OWN);

    assertThat(gate.event().answered).isEqualTo("snapshot");
  }

  @Test
  void theKeysAreNamed() throws IOException {
    gate.get(OWN);

    assertThat(gate.event().accessKeyId)
        .isEqualTo(gate.service.containerCredentials().accessKeyId());
  }

  @Test
  void theServiceIsNamed() throws IOException {
    gate.get(OWN);

    assertThat(gate.event().service).isEqualTo("eks");
  }

  @Test
  void thereIsNoSessionToSpeakOf() throws IOException {
    gate.get(OWN);

    assertThat(gate.event().imds).isNull();
  }

  @Test
  void whoIsNotPermittedIsRefused() throws IOException {
    gate.decision = Decision.deny(null, "no rule");

    assertThat(gate.get(OWN, "Authorization: " + gate.service.podToken()))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain("SIM");
  }

  @Test
  void monitoringWhoIsNotPermittedGetsWhatHisOwnTokenGets() throws IOException {
    gate.mode = Mode.MONITOR;
    gate.decision = Decision.deny(null, "no rule");

    assertThat(gate.get(OWN, "Authorization: " + gate.service.podToken()))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void monitoringWhoIsNotPermittedGetsNothingByTheAgentsToken() throws IOException {
    gate.mode = Mode.MONITOR;
    gate.decision = Decision.deny(null, "no rule");

    assertThat(gate.get(OWN)).startsWith("HTTP/1.1 400 ").contains("token cannot be empty");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/credentials, credentials",
    "/v1/./credentials/, credentials",
    "/V1/Credentials, credentials",
    "/v1/credentials?x=1, credentials",
    "/v1/credentials/below, credentials",
    "/v2/credentials/0123, credentials",
    "/v4/0123/task, other",
    "/latest/api/token, other",
    "/echo, other",
  })
  void whatAPathYieldsIsRecorded(String path, String kind) throws IOException {
    gate.get(path);

    assertThat(gate.event().kind).isEqualTo(kind);
  }

  @Test
  void aPathOfTheEnvironmentsOwnYieldsCredentials() throws IOException {
    try (GateFixture other = new GateFixture(service -> endpoint(service, "/role/of/mine?id=1"))) {
      other.get("/Role/of/mine");

      assertThat(other.event().kind).isEqualTo("credentials");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/credentials?id=other", "/echo", "/v4/0123/task"})
  void everythingElseIsPassedOnWithTheCallersOwnFields(String target) throws IOException {
    gate.get(target, "Authorization: callers-own");

    assertThat(gate.service.journal().requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly("callers-own");
  }

  @Test
  void aSessionTokenIsNotGiven() throws IOException {
    gate.request("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60");

    assertThat(gate.service.journal().requests(RecordedRequest::isTokenRequest)).hasSize(1);
  }

  @Test
  void aPostForCredentialsIsNotTheSnapshots() throws IOException {
    gate.request("POST", OWN, "Content-Length: 0", "Authorization: callers-own");

    assertThat(gate.event().answered).isEqualTo("upstream");
  }
}
