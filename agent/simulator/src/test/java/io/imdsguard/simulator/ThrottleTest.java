package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusal of what comes too fast. */
class ThrottleTest {
  private final SettableClock clock = new SettableClock();
  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).clock(clock).build().start();
    sim.behaviour().throttle(2, 503);
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private List<Integer> statuses(int count) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statuses.add(Client.send(sim, "GET /latest/meta-data/ami-id HTTP/1.1").status());
    }
    return statuses;
  }

  @Test
  void whatIsAboveTheRateIsRefused() throws IOException {
    assertThat(statuses(4)).containsExactly(200, 200, 503, 503);
  }

  @Test
  void timeAdmitsRequestsAgain() throws IOException {
    statuses(2);
    clock.advance(Duration.ofMillis(500));
    assertThat(statuses(2)).containsExactly(200, 503);
  }

  @Test
  void aLongPauseAdmitsNoMoreThanTheRate() throws IOException {
    clock.advance(Duration.ofHours(1));
    assertThat(statuses(3)).containsExactly(200, 200, 503);
  }

  @Test
  void healingLiftsTheLimit() throws IOException {
    sim.behaviour().heal();
    assertThat(statuses(3)).containsOnly(200);
  }
}
