package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of requests. */
class JournalTest {
  private static final String LIST = "GET /latest/meta-data/iam/security-credentials/ HTTP/1.1";
  private static final String ROLE =
      "GET /2021-03-23/meta-data/iam/security-credentials/demo-role HTTP/1.1";

  private Simulator sim;
  private Journal journal;

  @BeforeEach
  void start() {
    sim = Simulator.builder().build().start();
    journal = sim.journal();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private RecordedRequest only() {
    assertThat(journal.requests()).hasSize(1);
    return journal.requests().get(0);
  }

  @Test
  void aRequestIsKeptAsItCame() throws IOException {
    Client.send(sim, "GET //latest/%6deta-data/?x=%20 HTTP/1.1", "X-Odd:  a  ", "x-odd: b");
    assertThat(only())
        .returns("GET", RecordedRequest::method)
        .returns("//latest/%6deta-data/?x=%20", RecordedRequest::target)
        .returns("/latest/meta-data", RecordedRequest::path)
        .returns(" ", request -> request.query("x"))
        .returns("a", request -> request.header("X-ODD"));
  }

  @Test
  void headerNamesKeepTheirSpellingAndOrder() throws IOException {
    Client.send(sim, LIST, "x-FIRST: 1", "X-second: 2");
    assertThat(only().headers().toString()).isEqualTo("[Host, x-FIRST, X-second]");
  }

  @Test
  void theStatusOfTheAnswerIsKnownWhenTheClientHasIt() throws IOException {
    Client.send(sim, LIST);
    assertThat(only().status()).isEqualTo(401);
  }

  @Test
  void theBodyIsKept() throws IOException {
    try (Client client = new Client(sim)) {
      client.write(Client.head("POST /x HTTP/1.1", "Transfer-Encoding: chunked"));
      client.write("2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n");
      client.read();
    }
    assertThat(only().body()).asString().isEqualTo("abc");
  }

  @Test
  void theClientsAddressIsKept() throws IOException {
    Client.send(sim, LIST);
    assertThat(only().remote().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void theSimulatorsAddressIsKept() throws IOException {
    Client.send(sim, LIST);
    assertThat(only().local().getPort()).isEqualTo(sim.port());
  }

  @Test
  void listsOfRolesAreToldFromCredentials() throws IOException {
    Client.send(sim, LIST);
    assertThat(journal.credentialLists()).hasSize(1);
    assertThat(journal.credentialLoads()).isEmpty();
  }

  @Test
  void credentialsUnderAnyVersionAreCounted() throws IOException {
    Client.send(sim, ROLE);
    assertThat(journal.credentialLoads()).hasSize(1);
    assertThat(journal.credentialLists()).isEmpty();
  }

  @Test
  void tokenRequestsAreCountedEvenIfRefused() throws IOException {
    Client.send(sim, "PUT /2021-03-23/api/token HTTP/1.1");
    assertThat(journal.tokenRequests()).hasSize(1);
  }

  @Test
  void aTokenRequestIsNoRequestWithoutAToken() throws IOException {
    Client.token(sim);
    assertThat(journal.withoutToken()).isEmpty();
  }

  @Test
  void aRequestWithATokenIsNotOneWithout() throws IOException {
    Client.get(sim, "/latest/meta-data/ami-id");
    assertThat(journal.withoutToken()).isEmpty();
  }

  @Test
  void aRequestWithoutATokenIsFound() throws IOException {
    Client.send(sim, LIST);
    assertThat(journal.withoutToken()).hasSize(1);
  }

  @Test
  void anUnansweredRequestHasNoStatus() throws IOException {
    sim.behaviour().fail(Matching.everything(), Fault.closeWithoutAnswer());
    try (Client client = new Client(sim)) {
      client.write(Client.head(LIST));
      client.readToEnd();
    }
    assertThat(only().status()).isZero();
  }

  @Test
  void somethingThatIsNoRequestIsCountedAndAnswered() throws IOException {
    try (Client client = new Client(sim)) {
      client.write("\u0016\u0003\u0001 garbage without a name\r\nno colon\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(400);
    }
    assertThat(journal.malformed()).isEqualTo(1);
  }

  @Test
  void requestsOnOneConnectionShareIt() throws IOException {
    try (Client client = new Client(sim)) {
      client.write(Client.head(LIST) + Client.head(ROLE));
      client.read();
      client.read();
    }
    assertThat(journal.connections() + " " + journal.total()).isEqualTo("1 2");
  }

  @Test
  void clearingForgetsEverything() throws IOException {
    Client.send(sim, LIST);
    journal.clear();
    assertThat(journal.total() + journal.connections() + journal.requests().size()).isZero();
  }

  @Test
  void waitingForARequestThatDoesNotComeEnds() throws InterruptedException {
    assertThat(journal.await(1, Matching.everything(), Duration.ofMillis(1))).isFalse();
  }
}
