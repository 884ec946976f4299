package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on standard input. */
class CommandsTest {
  private static final String GET = "GET /latest/meta-data/ami-id HTTP/1.1";

  private Simulator sim;
  private Commands commands;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).build().start();
    commands = new Commands(sim);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest(name = "{0} makes the answer {1}")
  @CsvSource({
    "fail 503 /latest, 503",
    "fail 500 /latest 1, 500",
    "fail 503 /other, 200",
    "tokens required, 401",
    "tokens v1-only, 200",
    "throttle 0 429, 429",
    "latency 1, 200"
  })
  void aCommandChangesTheAnswer(String command, int status) throws IOException {
    commands.run(command);
    assertThat(Client.send(sim, GET).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close /latest", "truncate 0 /latest"})
  void aCommandBreaksOffTheAnswer(String command) throws IOException {
    commands.run(command);
    try (Client client = new Client(sim)) {
      client.write(Client.head(GET));
      assertThat(client.readToEnd()).doesNotContain("ami-");
    }
  }

  @Test
  void healingIsACommand() throws IOException {
    commands.run("hang /latest");
    commands.run("heal");
    assertThat(Client.send(sim, GET).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotate", "expire-credentials", "lifetime 60"})
  void aCommandReplacesTheKeys(String command) {
    Credentials old = sim.credentials();
    commands.run(command);
    assertThat(sim.credentials()).isNotEqualTo(old);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"role other, other", "no-role, 404 - Not Found"})
  void aCommandChangesTheRole(String command, String expected) throws IOException {
    commands.run(command);
    assertThat(Client.send(sim, "GET /latest/meta-data/iam/security-credentials/ HTTP/1.1").body())
        .contains(expected);
  }

  @Test
  void aCodeMayHaveAMessageOfSeveralWords() throws IOException {
    commands.run("credentials-code Failed for a reason");
    assertThat(Client.get(sim, "/latest/meta-data/iam/security-credentials/demo-role").body())
        .contains("\"Code\" : \"Failed\"", "\"Message\" : \"for a reason\"");
  }

  @Test
  void tokensCanBeEnded() throws IOException {
    String token = Client.token(sim);
    commands.run("expire-tokens");
    assertThat(Client.get(sim, "/latest/", token).status()).isEqualTo(401);
  }

  @Test
  void countersArePrinted() throws IOException {
    Client.send(sim, GET);
    assertThat(commands.run("counts"))
        .containsExactly(
            "total=1",
            "connections=1",
            "malformed=0",
            "token-requests=0",
            "credential-lists=0",
            "credential-loads=0",
            "without-token=1",
            "ok");
  }

  @Test
  void theJournalIsPrinted() throws IOException {
    Client.send(sim, GET);
    assertThat(commands.run("journal").get(0))
        .startsWith("GET /latest/meta-data/ami-id 200 no-token /127.0.0.1:");
  }

  @Test
  void theJournalIsCleared() throws IOException {
    Client.send(sim, GET);
    commands.run("clear");
    assertThat(commands.run("journal")).containsExactly("ok");
  }

  @Test
  void secretsArePrinted() {
    assertThat(commands.run("secrets")).contains(sim.credentials().secretAccessKey());
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, error: unknown command nonsense",
    "fail, error: an argument is missing; try help",
    "fail x /latest, error: x is not a number",
    "latency -1, error: latency must not be negative: PT-0.001S",
    "tokens maybe, 'error: maybe is not one of required, optional, v1-only'"
  })
  void aWrongCommandIsExplained(String command, String error) {
    assertThat(commands.run(command)).containsExactly(error);
  }
}
