package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private final Arrivals arrivals = new Arrivals();
  private final Arrival arrival = new Arrival(null, null);

  private static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void aRecordThatCameFirstIsTaken() {
    arrivals.record(port(1), arrival);

    assertThat(arrivals.await(port(1), 0)).isSameAs(arrival);
  }

  @Test
  void aRecordThatComesLaterIsWaitedFor() throws Exception {
    CompletableFuture<Arrival> waiting =
        CompletableFuture.supplyAsync(() -> arrivals.await(port(1), 60_000));
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(() -> arrivals.record(port(1), arrival));

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isSameAs(arrival);
  }

  @Test
  void aConnectionWithoutARecordIsAStranger() {
    assertThat(arrivals.await(port(1), 1)).isNull();
  }

  @Test
  void anothersRecordIsNotTaken() {
    arrivals.record(port(2), arrival);

    assertThat(arrivals.await(port(1), 1)).isNull();
  }

  @Test
  void aRecordIsGoodForOneConnection() {
    arrivals.record(port(1), arrival);
    arrivals.await(port(1), 0);

    assertThat(arrivals.await(port(1), 1)).isNull();
  }

  @Test
  void aPortThatIsUsedAgainHasTheLaterRecord() {
    Arrival later = new Arrival(null, null);
    arrivals.record(port(1), arrival);
    arrivals.record(port(1), later);

    assertThat(arrivals.await(port(1), 0)).isSameAs(later);
  }
}
