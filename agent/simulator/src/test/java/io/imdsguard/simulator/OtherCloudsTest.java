package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The other services on 169.254.169.254. */
class OtherCloudsTest {
  private Simulator sim;

  @BeforeEach
  void start() {
    sim =
        Simulator.builder().clouds(Cloud.EC2, Cloud.AZURE, Cloud.GCP, Cloud.PLAIN).build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private Reply get(String target, String... headers) throws IOException {
    return Client.send(sim, "GET " + target + " HTTP/1.1", headers);
  }

  @Test
  void ec2TakesWhatNoOtherServiceTakes() throws IOException {
    assertThat(get("/").status()).isEqualTo(401);
  }

  @Nested
  class Azure {
    private static final String TOKEN = "/metadata/identity/oauth2/token?api-version=2018-02-01";

    @Test
    void givesATokenForTheResource() throws IOException {
      assertThat(get("/" + TOKEN + "&resource=https%3A%2F%2Fvault", "Metadata: true").body())
          .contains("\"access_token\" : \"SIMAZURETOKEN", "\"resource\" : \"https://vault\"");
    }

    @Test
    void wantsTheMetadataHeader() throws IOException {
      assertThat(get(TOKEN + "&resource=x").status()).isEqualTo(400);
    }

    @Test
    void refusesForwardedRequests() throws IOException {
      Reply reply = get(TOKEN + "&resource=x", "Metadata: true", "X-Forwarded-For: 192.0.2.1");
      assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void wantsAResource() throws IOException {
      assertThat(get(TOKEN, "Metadata: true").body()).contains("'resource' is missing");
    }

    @Test
    void wantsAnApiVersion() throws IOException {
      assertThat(get("/metadata/instance", "Metadata: true").body())
          .contains("'api-version' is missing");
    }
  }

  @Nested
  class Gcp {
    private static final String FLAVOR = "Metadata-Flavor: Google";
    private static final String EVENT = "/computeMetadata/v1/instance/maintenance-event";

    @Test
    void answersAProbeWithItsFlavor() throws IOException {
      assertThat(get("/", FLAVOR).header("Metadata-Flavor")).isEqualTo("Google");
    }

    @Test
    void wantsItsFlavor() throws IOException {
      assertThat(get(EVENT).status()).isEqualTo(403);
    }

    @Test
    void refusesForwardedRequests() throws IOException {
      assertThat(get(EVENT, FLAVOR, "X-Forwarded-For: 192.0.2.1").status()).isEqualTo(403);
    }

    @Test
    void givesAToken() throws IOException {
      assertThat(get("/computeMetadata/v1/instance/service-accounts/default/token", FLAVOR).body())
          .contains("SIMGCPTOKEN", "\"expires_in\" : 3599");
    }

    @Test
    void givesWholeTreesAsJson() throws IOException {
      assertThat(get("/computeMetadata/v1/project/?recursive=true", FLAVOR).body())
          .isEqualTo(
              """
              {
                "numeric-project-id" : "123456789012",
                "project-id" : "demo-project"
              }""");
    }

    @Test
    void anotherEntityTagEndsALongPollAtOnce() throws IOException {
      assertThat(get(EVENT + "?wait_for_change=true&last_etag=0", FLAVOR).body()).isEqualTo("NONE");
    }

    @Test
    void aLongPollEndsWithItsTimeOut() throws IOException {
      assertThat(get(EVENT + "?wait_for_change=true&timeout_sec=1", FLAVOR).body())
          .isEqualTo("NONE");
    }

    @Test
    void aChangeEndsALongPoll() throws IOException, InterruptedException {
      try (Client client = new Client(sim)) {
        String etag = get(EVENT, FLAVOR).header("ETag");
        client.write(
            Client.head(
                "GET " + EVENT + "?wait_for_change=true&last_etag=" + etag + " HTTP/1.1", FLAVOR));
        sim.journal().await(2, Matching.everything(), Duration.ofSeconds(20));
        sim.behaviour().gcpValue("instance/maintenance-event", "MIGRATE_ON_HOST_MAINTENANCE");
        assertThat(client.read().body()).isEqualTo("MIGRATE_ON_HOST_MAINTENANCE");
      }
    }
  }

  @Nested
  class Plain {
    @Test
    void echoesTheRequest() throws IOException {
      try (Client client = new Client(sim)) {
        client.write(
            Client.head("POST /echo/%2e?a=b HTTP/1.1", "x-Odd: 1", "Content-Length: 2") + "hi");
        assertThat(client.read().body())
            .isEqualTo("POST /echo/%2e?a=b\nHost: sim\nx-Odd: 1\nContent-Length: 2\n\nhi");
      }
    }

    @Test
    void aloneKnowsNoSessionTokens() throws IOException {
      try (Simulator plain = Simulator.builder().clouds(Cloud.PLAIN).build().start()) {
        assertThat(Client.send(plain, "PUT /latest/api/token HTTP/1.1").status()).isEqualTo(404);
      }
    }
  }
}
