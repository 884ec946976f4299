package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private static final Caller OPENER = caller("com.acme.Opener");
  private static final Caller WRITER = caller("com.acme.Writer");

  private static Caller caller(String className) {
    Frame frame = new Frame(className, "run", null, null);
    return Caller.attributed(List.of(frame), null, "main", null, null);
  }

  @Test
  void aConnectionThatNoRequestIsBoundToIsItsOpeners() {
    assertThat(new Arrival(OPENER, null).take()).isSameAs(OPENER);
  }

  @Test
  void aRequestThatIsWrittenToItMakesItsSubmitterTheCaller() {
    Arrival arrival = new Arrival(OPENER, null);
    arrival.bind(WRITER);

    assertThat(arrival.take()).isSameAs(WRITER);
  }

  @Test
  void theSameRequestMayBeBoundTwice() {
    Arrival arrival = new Arrival(OPENER, null);
    arrival.bind(WRITER);
    arrival.bind(WRITER);

    assertThat(arrival.take()).isSameAs(WRITER);
  }

  @Test
  void twoRequestsOnOneConnectionAreNobodys() {
    Arrival arrival = new Arrival(OPENER, null);
    arrival.bind(OPENER);
    arrival.bind(WRITER);

    assertThat(arrival.take().isAttributed()).isFalse();
  }

  @Test
  void whatIsBoundAfterTheRequestWasReadChangesNothing() {
    Arrival arrival = new Arrival(OPENER, null);
    arrival.bind(WRITER);
    arrival.take();
    arrival.bind(OPENER);

    assertThat(arrival.take()).isSameAs(WRITER);
  }
}
