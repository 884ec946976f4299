package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request without a session token, under each of the policy's three words for it. */
class ImdsV1Test {
  private static final String PATH = "/latest/meta-data/ami-id";
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  private String get(ImdsV1 imdsV1) throws IOException {
    gate.imdsV1 = imdsV1;
    return gate.get(PATH);
  }

  @Test
  void upgradeCarriesItWithATokenOfTheAgents() throws IOException {
    get(ImdsV1.UPGRADE);

    assertThat(gate.service.journal().withoutToken()).isEmpty();
  }

  @Test
  void upgradeIsRecorded() throws IOException {
    get(ImdsV1.UPGRADE);

    assertThat(gate.event().imds).isEqualTo("upgraded");
  }

  @Test
  void denyAnswersAsAServiceThatRequiresTokens() throws IOException {
    assertThat(get(ImdsV1.DENY)).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void denySaysWhy() throws IOException {
    get(ImdsV1.DENY);

    assertThat(gate.event().reason).contains("imdsv1: deny");
  }

  @Test
  void denyInMonitorModeIsOnlyRecorded() throws IOException {
    gate.mode = Mode.MONITOR;

    assertThat(get(ImdsV1.DENY)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void allowCarriesItAsItIs() throws IOException {
    get(ImdsV1.ALLOW);

    assertThat(gate.service.journal().withoutToken()).hasSize(1);
  }

  @Test
  void allowIsRecordedAsV1() throws IOException {
    get(ImdsV1.ALLOW);

    assertThat(gate.event().imds).isEqualTo("v1");
  }

  @Test
  void behindAHopLimitUpgradeDeniesWithThatReason() throws IOException {
    gate.service.behaviour().hangTokenRequests();
    get(ImdsV1.UPGRADE);

    assertThat(gate.event().reason).contains("hop limit");
  }
}
