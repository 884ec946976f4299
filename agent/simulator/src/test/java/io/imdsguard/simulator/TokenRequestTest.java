package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for {@code PUT /latest/api/token}. */
class TokenRequestTest {
  private static final String PUT = "PUT /latest/api/token HTTP/1.1";
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";

  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest(name = "ttl {0} gives {1}")
  @CsvSource({
    "1, 200",
    "60, 200",
    "21600, 200",
    "0, 400",
    "21601, 400",
    "-1, 400",
    "+60, 400",
    "60s, 400",
    "1.5, 400",
    "'', 400",
    "99999999999, 400"
  })
  void theTtlMustBeBetweenOneSecondAndSixHours(String ttl, int status) throws IOException {
    assertThat(Client.send(sim, PUT, TTL + ": " + ttl).status()).isEqualTo(status);
  }

  @Test
  void aMissingTtlIsABadRequest() throws IOException {
    assertThat(Client.send(sim, PUT).status()).isEqualTo(400);
  }

  @Test
  void twoTtlsAreABadRequest() throws IOException {
    assertThat(Client.send(sim, PUT, TTL + ": 60", TTL + ": 60").status()).isEqualTo(400);
  }

  @Test
  void theTtlIsEchoed() throws IOException {
    assertThat(Client.send(sim, PUT, TTL + ": 1234").header(TTL)).isEqualTo("1234");
  }

  @Test
  void theHeaderNameIsCaseInsensitive() throws IOException {
    assertThat(Client.send(sim, PUT, "x-AWS-ec2-metadata-token-TTL-seconds: 60").status())
        .isEqualTo(200);
  }

  @Test
  void theTokenIsPlainTextWithoutALineEnd() throws IOException {
    assertThat(Client.send(sim, PUT, TTL + ": 60").body()).matches("SIMIMDSTOKEN[A-Za-z0-9]{44}");
  }

  @Test
  void everyRequestGetsAnotherToken() throws IOException {
    assertThat(Client.token(sim)).isNotEqualTo(Client.token(sim));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/2021-03-23/api/token", "/1.0/api/token", "/2024-04-11/api/token"})
  void aVersionedPathIsForbidden(String path) throws IOException {
    assertThat(Client.send(sim, "PUT " + path + " HTTP/1.1", TTL + ": 60").status()).isEqualTo(403);
  }

  @Test
  void aForwardedRequestIsForbidden() throws IOException {
    assertThat(Client.send(sim, PUT, TTL + ": 60", "X-Forwarded-For: 192.0.2.1").status())
        .isEqualTo(403);
  }

  @Test
  void aBodyIsReadAndIgnored() throws IOException {
    try (Client client = new Client(sim)) {
      client.write(Client.head(PUT, TTL + ": 60", "Content-Length: 5") + "hello");
      client.write(Client.head(PUT, TTL + ": 60"));
      client.read();
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void readingTheTokenPathIsNotAllowed(String method) throws IOException {
    assertThat(Client.send(sim, method + " /latest/api/token HTTP/1.1").status()).isEqualTo(405);
  }

  @Test
  void aPutElsewhereIsNotAllowed() throws IOException {
    assertThat(Client.send(sim, "PUT /latest/meta-data/ HTTP/1.1", TTL + ": 60").status())
        .isEqualTo(405);
  }

  @Test
  void aServiceFromBeforeImdsV2KnowsNoPut() throws IOException {
    sim.behaviour().tokens(TokenMode.V1_ONLY);
    assertThat(Client.send(sim, PUT, TTL + ": 60").status()).isEqualTo(405);
  }
}
