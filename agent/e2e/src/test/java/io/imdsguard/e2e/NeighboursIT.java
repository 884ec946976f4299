package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What lives at the metadata service's address on other ports, or beside it, is left alone: DNS
 * over TCP and UDP, NTP, and UDP even on port 80.
 */
class NeighboursIT {
  private static final String[] NEIGHBOURS = {
    "tcp:169.254.169.254:53",
    "udp:169.254.169.254:53",
    "udp:169.254.169.254:80",
    "tcp:169.254.169.253:80",
    "udp:169.254.169.123:123",
  };

  @RegisterExtension static final Service SERVICE = new Service();
  private static Echo[] servers = {};

  @BeforeAll
  static void startServers() throws Exception {
    servers =
        new Echo[] {
          Echo.at("169.254.169.254", 53, true),
          Echo.at("169.254.169.254", 80, false),
          Echo.at("169.254.169.253", 80, true),
          Echo.at("169.254.169.123", 123, false),
        };
  }

  @AfterAll
  static void stopServers() throws Exception {
    for (Echo server : servers) {
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> aNeighbourAnswersAsEver() {
    return Jdk.all().stream()
        .flatMap(
            jdk -> {
              Jvm.Run run =
                  Jvm.on(jdk)
                      .guarded("mode=enforce")
                      .run("io.imdsguard.probes.Neighbours", NEIGHBOURS);
              return run.probes().keySet().stream()
                  .map(
                      neighbour ->
                          DynamicTest.dynamicTest(
                              jdk + ": " + neighbour,
                              () ->
                                  assertThat(run.probes().get(neighbour))
                                      .as(run.toString())
                                      .isEqualTo("GOT 200 hello")));
            });
  }

  @TestFactory
  Stream<DynamicTest> noneOfThemIsInTheAuditLog() {
    return OnJdks.every(
        jdk ->
            assertThat(
                    Jvm.on(jdk)
                        .guarded("mode=enforce")
                        .run("io.imdsguard.probes.Neighbours", NEIGHBOURS)
                        .stderr()
                        .lines())
                .hasSize(1));
  }
}
