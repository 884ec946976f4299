package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets an answer: session tokens on GET and HEAD. */
class AuthorisationTest {
  private static final String GET = "GET /latest/meta-data/ami-id HTTP/1.1";
  private static final String WRONG = "X-aws-ec2-metadata-token: wrong";

  private final SettableClock clock = new SettableClock();
  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().clock(clock).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest(name = "{0}: without a token {1}, with a wrong one {2}")
  @CsvSource({"REQUIRED, 401, 401", "OPTIONAL, 200, 401", "V1_ONLY, 200, 200"})
  void eachModeTreatsMissingAndWrongTokensItsOwnWay(TokenMode mode, int without, int wrong)
      throws IOException {
    sim.behaviour().tokens(mode);
    assertThat(new int[] {Client.send(sim, GET).status(), Client.send(sim, GET, WRONG).status()})
        .containsExactly(without, wrong);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/latest/", "/latest/user-data", "/latest/dynamic/", "/2016-09-02/x", "/x"})
  void everyPathNeedsAToken(String path) throws IOException {
    assertThat(Client.send(sim, "GET " + path + " HTTP/1.1").status()).isEqualTo(401);
  }

  @Test
  void anEmptyTokenIsAWrongOne() throws IOException {
    sim.behaviour().tokens(TokenMode.OPTIONAL);
    assertThat(Client.send(sim, GET, "X-aws-ec2-metadata-token:").status()).isEqualTo(401);
  }

  @Test
  void aTokenServesAnyNumberOfRequests() throws IOException {
    String token = Client.token(sim);
    Client.get(sim, "/latest/meta-data/ami-id", token);
    assertThat(Client.get(sim, "/latest/meta-data/ami-id", token).status()).isEqualTo(200);
  }

  @Test
  void aNewTokenLeavesTheOldOneValid() throws IOException {
    String old = Client.token(sim);
    String unused = Client.token(sim);
    assertThat(Client.get(sim, "/latest/meta-data/ami-id", old).status())
        .as("after %s was issued", unused)
        .isEqualTo(200);
  }

  @Test
  void aTokenEndsWithItsTtl() throws IOException {
    String token = Client.token(sim);
    clock.advance(Duration.ofSeconds(60));
    assertThat(Client.get(sim, "/latest/meta-data/ami-id", token).status()).isEqualTo(401);
  }

  @Test
  void aTokenIsValidUntilItsTtlIsOver() throws IOException {
    String token = Client.token(sim);
    clock.advance(Duration.ofSeconds(59));
    assertThat(Client.get(sim, "/latest/meta-data/ami-id", token).status()).isEqualTo(200);
  }

  @Test
  void allTokensCanBeEndedAtOnce() throws IOException {
    String token = Client.token(sim);
    sim.behaviour().expireTokens();
    assertThat(Client.get(sim, "/latest/meta-data/ami-id", token).status()).isEqualTo(401);
  }

  @Test
  void anUnknownPathWithATokenIsNotFound() throws IOException {
    assertThat(Client.get(sim, "/latest/meta-data/nonsense").status()).isEqualTo(404);
  }

  @Test
  void anErrorIsAnHtmlPage() throws IOException {
    assertThat(Client.send(sim, GET).header("Content-Type")).isEqualTo("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void otherMethodsAreNotAllowed(String method) throws IOException {
    assertThat(Client.send(sim, method + " /latest/meta-data/ HTTP/1.1").status()).isEqualTo(405);
  }

  @Test
  void anAnswerToHeadHasALengthAndNoBody() throws IOException {
    String token = Client.token(sim);
    try (Client client = new Client(sim)) {
      client.write(
          Client.head(
              "HEAD /latest/meta-data/ami-id HTTP/1.1",
              "X-aws-ec2-metadata-token: " + token,
              "Connection: close"));
      assertThat(client.readToEnd()).contains("Content-Length: 21\r\n").endsWith("\r\n\r\n");
    }
  }
}
