package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Services;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as Linux prints them on a little-endian machine. */
class OpenConnectionsTest {
  private static final String LINE =
      "  0: 0100007F:C350 %s %s 00000000:00000000 00:00000000 00000000  0 0 4711 1 0000 20 4 30";
  private final OpenConnections connections =
      new OpenConnections(Services.wellKnown(), Set.of("4711"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FEA9FEA9:0050",
        "0000000000000000FFFF0000FEA9FEA9:0050",
        "C20E00FD000000000000000054020000:0050",
        "02AAFEA9:0050",
      })
  void aConnectionToAGuardedAddressCounts(String remote) {
    assertThat(connections.counts(LINE.formatted(remote, "01"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FEA9FEA9:0051", "0100007F:0050", "FEA9FEA8:0050"})
  void oneToAnyOtherDoesNot(String remote) {
    assertThat(connections.counts(LINE.formatted(remote, "01"))).isFalse();
  }

  @Test
  void oneThatIsBeingClosedDoesNot() {
    assertThat(connections.counts(LINE.formatted("FEA9FEA9:0050", "06"))).isFalse();
  }

  @Test
  void anotherProcesssDoesNot() {
    String others = LINE.formatted("FEA9FEA9:0050", "01").replace("4711", "4712");

    assertThat(connections.counts(others)).isFalse();
  }

  @Test
  void oneThatIsOpenToAnEndpointThatASettingNamesIsSeen() throws Exception {
    assumeThat(Files.exists(Path.of("/proc/self/net/tcp"))).isTrue();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket open = new Socket(loopback, server.getLocalPort())) {
      assertThat(OpenConnections.to(List.of(new Endpoint("ec2", loopback, server.getLocalPort()))))
          .as(open.toString())
          .isEqualTo(1);
    }
  }
}
