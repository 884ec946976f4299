package io.imdsguard.gate;

import static io.imdsguard.gate.GateFixture.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Matching;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gate answers where rules are enforced. */
class GateTest {
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  private void deny() {
    gate.decision = Decision.deny("secret-rule", "a reason for the operator");
  }

  @Test
  void aDeniedRequestIsAnsweredWith403() throws IOException {
    deny();

    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 403 Forbidden\r\n");
  }

  @Test
  void aRefusalTellsItsNumberAndNothingOfThePolicy() throws IOException {
    deny();

    assertThat(gate.get(KEYS)).endsWith("\r\n\r\nrefused by IMDS Guard, event 1\n");
  }

  @Test
  void aDeniedRequestNeverReachesTheService() throws IOException {
    deny();
    gate.get(KEYS);

    assertThat(gate.service.journal().requests()).isEmpty();
  }

  @Test
  void anAllowedRequestForKeysIsAnsweredFromTheSnapshot() throws IOException {
    String answer = gate.get(KEYS);

    assertThat(gate.service.secrets()).anyMatch(answer::contains);
  }

  @Test
  void theEventSaysWhichKeysWereHandedOut() throws IOException {
    gate.get(KEYS);

    assertThat(gate.event().accessKeyId).startsWith("ASIA");
  }

  @Test
  void theSameKeysAreFetchedOnce() throws IOException {
    gate.get(KEYS);
    gate.get(KEYS);

    assertThat(gate.service.journal().credentialLoads()).hasSize(1);
  }

  @Test
  void whatIsNotKeysIsCarriedOnWithATokenOfTheAgents() throws IOException {
    gate.get("/latest/meta-data/ami-id");

    assertThat(gate.service.journal().withoutToken()).isEmpty();
  }

  @Test
  void aQueryIsNoWayAroundTheToken() throws IOException {
    gate.get("/latest/meta-data/ami-id?x=1");

    assertThat(gate.service.journal().withoutToken()).isEmpty();
  }

  @Test
  void anotherCloudsHeaderIsNoWayAroundTheToken() throws IOException {
    gate.get("/latest/meta-data/ami-id", "Metadata: true");

    assertThat(gate.service.journal().withoutToken()).isEmpty();
  }

  @Test
  void aMethodThatEc2DoesNotHaveIsAnsweredByTheGate() throws IOException {
    assertThat(gate.request("POST", "/latest/meta-data/ami-id")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void theClientsOwnHeaderFieldsAreNotPassedOn() throws IOException {
    gate.get("/latest/meta-data/ami-id", "X-Evil: 1");

    assertThat(gate.service.journal().requests()).noneMatch(r -> r.header("X-Evil") != null);
  }

  @Test
  void aTokenIsTheGatesOwn() throws IOException {
    String token = token("60");

    assertThat(gate.service.secrets()).noneMatch(token::contains);
  }

  @Test
  void itsTimeToLiveIsEchoed() throws IOException {
    assertThat(put("X-aws-ec2-metadata-token-ttl-seconds: 21600"))
        .contains("X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n");
  }

  @Test
  void aTokenOpensTheService() throws IOException {
    String token = token("60");

    assertThat(gate.get("/latest/meta-data/ami-id", "X-aws-ec2-metadata-token: " + token))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void anUnknownTokenIsAnsweredWith401() throws IOException {
    assertThat(gate.get("/latest/meta-data/ami-id", "X-aws-ec2-metadata-token: AQAEA"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTimeToLiveThatIsNotEc2sIsAnsweredWith400() throws IOException {
    assertThat(put("X-aws-ec2-metadata-token-ttl-seconds: 21601")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aMissingTimeToLiveIsAnsweredWith400() throws IOException {
    assertThat(put()).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aTokenRequestThatWasForwardedIsAnsweredWith403() throws IOException {
    assertThat(put("X-aws-ec2-metadata-token-ttl-seconds: 60", "X-Forwarded-For: 10.0.0.1"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aTokenRequestForAVersionIsAnsweredWith403() throws IOException {
    assertThat(
            gate.request(
                "PUT", "/2021-03-23/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60"))
        .startsWith("HTTP/1.1 403 ");
  }

  private String put(String... fields) throws IOException {
    return gate.request("PUT", "/latest/api/token", fields);
  }

  private String token(String ttl) throws IOException {
    String answer = put("X-aws-ec2-metadata-token-ttl-seconds: " + ttl);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void oneAnswerEndsTheConnection() throws IOException {
    String one = "GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: a\r\n\r\n";

    assertThat(gate.send(one + one).split("HTTP/1.1 200", -1)).hasSize(2);
  }

  @Test
  void theAnswerSaysSo() throws IOException {
    assertThat(gate.get("/latest/meta-data/ami-id")).contains("\r\nConnection: close\r\n");
  }

  @Test
  void anAnswerIsNotLostToBytesThatNobodyReads() throws IOException {
    deny();
    try (Socket socket = gate.connect()) {
      OutputStream out = socket.getOutputStream();
      String head = "POST " + KEYS + " HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n";
      out.write((head + "x".repeat(40_000)).getBytes(StandardCharsets.ISO_8859_1));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .contains("refused by IMDS Guard");
    }
  }

  @Test
  void aStrangerIsRefused() throws IOException {
    try (Socket socket = new Socket(gate.address().getAddress(), gate.address().getPort())) {
      String request = "GET " + KEYS + " HTTP/1.1\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void aMalformedRequestIsAnsweredWith400() throws IOException {
    assertThat(gate.send("GET  / HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void anAmbiguousPathIsAnsweredWith400() throws IOException {
    assertThat(gate.get("/latest%2Fmeta-data/iam")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aRequestThatStallsIsRefusedAndRecorded() throws IOException {
    assertThat(gate.send("GET / HTTP/1.1\r\n")).startsWith("HTTP/1.1 408 ");
    assertThat(gate.event().reason).contains("did not come in time");
  }

  @Test
  void aHeadIsAnsweredWithoutABody() throws IOException {
    assertThat(gate.request("HEAD", KEYS)).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n");
  }

  @Test
  void aFaultOfOursDenies() throws IOException {
    gate.fault = new IllegalStateException("a bug");

    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aFaultOfOursIsRecorded() throws IOException {
    gate.fault = new IllegalStateException("a bug");
    gate.get(KEYS);

    assertThat(gate.event().reason).isEqualTo("internal fault: java.lang.IllegalStateException");
  }

  @Test
  void whatCantBeRecordedIsNotAnswered() throws IOException {
    gate.recordable = false;

    assertThat(gate.get(KEYS)).startsWith("HTTP/1.1 403 ").contains("could not be recorded");
  }

  @Test
  void aServiceThatFailsIsPassedOnAsItIs() throws IOException {
    gate.service.behaviour().fail(Matching.path("/latest/meta-data/ami-id"), Fault.status(500));

    assertThat(gate.get("/latest/meta-data/ami-id")).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void aServiceThatIsGoneIsA503() throws IOException {
    gate.service.close();

    assertThat(gate.get("/latest/meta-data/ami-id")).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void aServiceThatHangsUpOnAMonitoredRequestIsA503() throws IOException {
    gate.mode = Mode.MONITOR;
    gate.service.behaviour().fail(Matching.path("/echo"), Fault.closeWithoutAnswer());

    assertThat(gate.request("POST", "/echo", "Content-Length: 0")).startsWith("HTTP/1.1 503 ");
  }

  @Test
  void theEventHasTheCanonicalPathWithoutAQuery() throws IOException {
    gate.get("/2021-03-23//meta-data/%61mi-id?secret=1");

    assertThat(gate.event().path).isEqualTo("/latest/meta-data/ami-id");
  }

  @Test
  void noEventHoldsASecret() throws IOException {
    gate.get(KEYS);
    token("60");

    assertThat(gate.events)
        .allSatisfy(
            event ->
                assertThat(gate.service.secrets())
                    .noneMatch(
                        secret ->
                            (event.reason + event.path + event.thread + event.accessKeyId)
                                .contains(secret)));
  }
}
