package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final String PATH = "/latest/meta-data/instance-id";
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  @Test
  void aTicketTellsWhoAsks() throws Exception {
    assertThat(gate.nativeGet(PATH, gate.ticket())).startsWith("HTTP/1.1 200 ");
    assertThat(gate.event().callerClass).isEqualTo("com.acme.Web");
  }

  @Test
  void aRequestWithoutATicketIsRefusedWithAnEvent() throws Exception {
    assertThat(gate.nativeGet(PATH)).startsWith("HTTP/1.1 403 ");
    assertThat(gate.event().reason).isEqualTo("native code's request has no ticket");
  }

  @Test
  void aTicketIsGoodForOneRequest() throws Exception {
    String ticket = gate.ticket();
    gate.nativeGet(PATH, ticket);

    assertThat(gate.nativeGet(PATH, ticket)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aTicketThatNobodyIssuedIsRefused() throws Exception {
    String guessed = Tickets.FIELD + ": AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    assertThat(gate.nativeGet(PATH, guessed)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void twoTicketsAreNobodys() throws Exception {
    assertThat(gate.nativeGet(PATH, gate.ticket(), gate.ticket())).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aTicketIsNoWayInWhereConnectionsAreRecorded() throws Exception {
    String ticket = gate.ticket();
    gate.get(PATH, ticket);

    assertThat(gate.nativeGet(PATH, ticket)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aTicketExpires() {
    Tickets brief = new Tickets(null, -1);

    assertThat(brief.take(brief.issue(new Arrival(GateFixture.CALLER, null)))).isNull();
  }

  @Test
  void theListenerForTicketsIsOnLoopbackAlone() throws Exception {
    InetSocketAddress door = gate.door();

    assertThat(door.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(door).isEqualTo(gate.door()).isNotEqualTo(gate.address());
  }
}
