package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, connections, and how many of them. */
class ConnectionTest {
  private static final String GET = "GET /latest/meta-data/ami-id HTTP/1.1";

  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void theEndpointIsTheLoopbackAddressWithThePort() {
    assertThat(sim.endpoint()).isEqualTo("http://127.0.0.1:" + sim.port());
  }

  @ParameterizedTest(name = "{0} with \"{1}\"")
  @CsvSource({
    "HTTP/1.1, Connection: keep-alive, false",
    "HTTP/1.1, X-None: 1, false",
    "HTTP/1.1, Connection: Close, true",
    "HTTP/1.0, X-None: 1, true",
    "HTTP/1.0, Connection: Keep-Alive, false"
  })
  void aConnectionPersistsAsHttpHasIt(String version, String header, boolean closes)
      throws IOException {
    Reply reply = Client.send(sim, "GET /latest/ " + version, header);
    assertThat("close".equals(reply.header("Connection"))).isEqualTo(closes);
  }

  @Test
  void persistenceCanBeSwitchedOff() throws IOException {
    sim.behaviour().keepAlive(false);
    try (Client client = new Client(sim)) {
      client.write(Client.head(GET));
      assertThat(client.readToEnd()).contains("Connection: close\r\n");
    }
  }

  @Test
  void anExpectationIsMetBeforeTheBodyComes() throws IOException {
    try (Client client = new Client(sim)) {
      client.write(Client.head("PUT /x HTTP/1.1", "Expect: 100-continue", "Content-Length: 1"));
      int interim = client.readHead().status();
      client.write("x");
      assertThat(interim + " " + client.read().status()).isEqualTo("100 405");
    }
  }

  @Test
  void theJdksOwnClientUnderstandsIt() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sim.endpoint() + "/latest/meta-data/ami-id")).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).startsWith("ami-");
  }

  @Test
  void aThousandConnectionsAtOnceAreServed() throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        clients.add(new Client(sim));
      }
      for (Client client : clients) {
        client.write(Client.head(GET));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Client client : clients) {
        statuses.add(client.read().status());
      }
      assertThat(statuses).hasSize(1_000).containsOnly(200);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @Test
  void closingBreaksConnectionsThatHang() throws IOException, InterruptedException {
    sim.behaviour().fail(Matching.everything(), Fault.hang());
    try (Client client = new Client(sim)) {
      client.write(Client.head(GET));
      sim.journal().await(1, Matching.everything(), Duration.ofSeconds(20));
      sim.close();
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void afterClosingConnectionsAreRefused() {
    sim.close();
    assertThatThrownBy(() -> new Client(sim)).isInstanceOf(ConnectException.class);
  }

  @Test
  void severalAddressesShareThePortAndTheState() throws IOException {
    assumeTrue(hasIpv6Loopback(), "no IPv6 loopback address");
    try (Simulator both = Simulator.builder().address("127.0.0.1").address("::1").build().start()) {
      assertThat(both.endpoints())
          .containsExactly(
              "http://127.0.0.1:" + both.port(), "http://[0:0:0:0:0:0:0:1]:" + both.port());
    }
  }

  @Test
  void aPortInUseIsReportedWithTheAddress() {
    Simulator second = Simulator.builder().port(sim.port()).build();
    assertThatThrownBy(second::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1 port " + sim.port());
  }

  private static boolean hasIpv6Loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getAllByName("::1")[0]) != null;
  }
}
