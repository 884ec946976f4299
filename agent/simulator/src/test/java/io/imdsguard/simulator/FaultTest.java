package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the service goes wrong when told to. */
class FaultTest {
  private static final String GET = "GET /latest/meta-data/ami-id HTTP/1.1";
  private static final String AMI = "ami-0abcdef1234567890";

  private Simulator sim;
  private Behaviour behaviour;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).build().start();
    behaviour = sim.behaviour();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  /** Everything that comes back for one GET, up to the end of the stream. */
  private String everything(String... headers) throws IOException {
    try (Client client = new Client(sim)) {
      client.write(Client.head(GET, headers));
      return client.readToEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 429, 500, 503})
  void anyStatusCanBeMadeTheAnswer(int status) throws IOException {
    behaviour.fail(Matching.everything(), Fault.status(status));
    assertThat(Client.send(sim, GET).status()).isEqualTo(status);
  }

  @Test
  void aFaultStrikesOnlyPathsWithItsPrefix() throws IOException {
    behaviour.fail(Matching.path("/latest/meta-data/iam"), Fault.status(503));
    assertThat(Client.send(sim, GET).status()).isEqualTo(200);
  }

  @Test
  void aPrefixUnderLatestTakesOtherVersionsToo() throws IOException {
    behaviour.fail(Matching.path("/latest/meta-data/ami"), Fault.status(503));
    assertThat(Client.send(sim, "GET /2021-03-23/meta-data/ami-id HTTP/1.1").status())
        .isEqualTo(503);
  }

  @Test
  void aFaultForTheNextTwoRequestsSparesTheThird() throws IOException {
    behaviour.failNext(2, Matching.everything(), Fault.status(500));
    int first = Client.send(sim, GET).status();
    int second = Client.send(sim, GET).status();
    int third = Client.send(sim, GET).status();
    assertThat(new int[] {first, second, third}).containsExactly(500, 500, 200);
  }

  @Test
  void ofTwoFaultsTheOlderOneStrikesFirst() throws IOException {
    behaviour.failNext(1, Matching.everything(), Fault.status(500));
    behaviour.failNext(1, Matching.everything(), Fault.status(503));
    assertThat(Client.send(sim, GET).status()).isEqualTo(500);
  }

  @Test
  void healingEndsFaults() throws IOException {
    behaviour.fail(Matching.everything(), Fault.status(500)).heal();
    assertThat(Client.send(sim, GET).status()).isEqualTo(200);
  }

  @Test
  void aFailedTokenRequestMintsNoToken() throws IOException {
    int before = sim.secrets().size();
    behaviour.fail(Matching.tokenRequests(), Fault.status(503));
    Client.token(sim);
    assertThat(sim.secrets()).hasSize(before);
  }

  @Test
  void aTokenRequestCanGoUnanswered() throws IOException {
    behaviour.hangTokenRequests();
    try (Client client = new Client(sim)) {
      client.write(Client.head("PUT /latest/api/token HTTP/1.1"));
      client.patience(50);
      assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whileTokenRequestsHangOthersAreAnswered() throws IOException {
    behaviour.hangTokenRequests();
    assertThat(Client.send(sim, GET).status()).isEqualTo(200);
  }

  @Test
  void aConnectionCanBeClosedWithoutAnAnswer() throws IOException {
    behaviour.fail(Matching.everything(), Fault.closeWithoutAnswer());
    assertThat(everything()).isEmpty();
  }

  @Test
  void aConnectionCanBeReset() {
    behaviour.fail(Matching.everything(), Fault.reset());
    assertThatThrownBy(this::everything).isInstanceOf(SocketException.class);
  }

  @Test
  void aBodyCanBeTruncated() throws IOException {
    behaviour.fail(Matching.everything(), Fault.truncateBody(5));
    assertThat(everything()).contains("Content-Length: " + AMI.length()).endsWith("\r\n\r\nami-0");
  }

  @Test
  void anyBytesCanBeTheAnswer() throws IOException {
    behaviour.fail(Matching.everything(), Fault.raw("SSH-2.0-x\r\n".getBytes(ISO_8859_1)));
    assertThat(everything()).isEqualTo("SSH-2.0-x\r\n");
  }

  @Test
  void anAnswerCanBeChunked() throws IOException {
    behaviour.fail(Matching.everything(), Fault.chunked());
    assertThat(everything("Connection: close"))
        .contains("Transfer-Encoding: chunked\r\n")
        .doesNotContain("Content-Length")
        .endsWith("\r\n\r\n15\r\n" + AMI + "\r\n0\r\n\r\n");
  }

  @Test
  void anAnswerCanEndWithTheStreamOnly() throws IOException {
    behaviour.fail(Matching.everything(), Fault.untilClose());
    assertThat(everything()).doesNotContain("Content-Length").endsWith("\r\n\r\n" + AMI);
  }

  @Test
  void anyAnswerCanReplaceTheProperOne() throws IOException {
    Answer redirect = Answer.error(302).with("Location", "http://127.0.0.1/");
    behaviour.fail(Matching.everything(), Fault.reply(redirect));
    assertThat(Client.send(sim, GET).header("Location")).isEqualTo("http://127.0.0.1/");
  }

  @Test
  void anAnswerCanBeHeldUntilATestLetsItGo() throws IOException, InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    behaviour.fail(Matching.everything(), Fault.hold(latch));
    try (Client client = new Client(sim)) {
      client.write(Client.head(GET));
      sim.journal().await(1, Matching.everything(), Duration.ofSeconds(20));
      int before = sim.journal().requests().get(0).status();
      latch.countDown();
      assertThat(before + " " + client.read().status()).isEqualTo("0 200");
    }
  }

  @Test
  void aDelayIsNoOtherAnswer() throws IOException {
    behaviour.latency(Duration.ofMillis(1));
    behaviour.fail(Matching.everything(), Fault.delay(Duration.ofMillis(1)));
    assertThat(Client.send(sim, GET).body()).isEqualTo(AMI);
  }

  @Test
  void aFaultForNoRequestIsRefused() {
    assertThatThrownBy(() -> behaviour.failNext(0, Matching.everything(), Fault.hang()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
