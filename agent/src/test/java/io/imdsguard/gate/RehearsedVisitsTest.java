package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.RecordedRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rehearsal of visits leaves behind, and what it does not. */
class RehearsedVisitsTest {
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
  void nothingIsRecorded() throws IOException {
    gate.rehearse();

    assertThat(gate.events).isEmpty();
  }

  @Test
  void noNumberOfTheLogIsUsedUp() throws IOException {
    gate.rehearse();
    gate.get("/latest/meta-data/");

    assertThat(gate.event().seq).isEqualTo(1);
  }

  @Test
  void bothVisitsGoAllTheWay() throws IOException {
    gate.rehearse();

    assertThat(gate.rehearsed)
        .extracting(event -> event.method + " " + event.path + " " + event.status)
        .containsExactly(
            "PUT /latest/api/token 200", "GET /latest/meta-data/iam/security-credentials/ 200");
  }

  @Test
  void noKeysAreAskedFor() throws IOException {
    gate.rehearse();

    assertThat(gate.service.journal().requests())
        .extracting(RecordedRequest::path)
        .doesNotContain(GateFixture.KEYS);
  }

  @Test
  void whatThePolicyRefusesIsGoneThroughAllTheSame() throws IOException {
    gate.decision = Decision.deny(null, "no rule");
    gate.rehearse();

    assertThat(gate.rehearsed).extracting(event -> event.status).containsOnly(200);
  }

  @Test
  void inMonitorModeTheServiceSeesTheSame() throws IOException {
    gate.mode = Mode.MONITOR;
    gate.rehearse();

    assertThat(gate.rehearsed).extracting(event -> event.status).containsExactly(200, 200);
  }

  @Test
  void aFaultOfThePolicysIsNobodysBusiness() throws IOException {
    gate.fault = new IllegalStateException("a fault");
    gate.rehearse();

    assertThat(gate.events).isEmpty();
  }

  @Test
  void aServiceThatIsNotThereEndsIt() {
    gate.service.close();

    assertThatThrownBy(() -> gate.rehearse()).isInstanceOf(IOException.class);
  }
}
