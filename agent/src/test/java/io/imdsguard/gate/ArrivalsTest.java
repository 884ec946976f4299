package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
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

  @Test
  void aMappedAddressIsTheAddressThatItMaps() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    // InetAddress.getByAddress would unwrap it.
    InetAddress v6 = Inet6Address.getByAddress(null, mapped, -1);
    arrivals.record(new InetSocketAddress(v6, 1), arrival);

    assertThat(arrivals.await(port(1), 0)).isSameAs(arrival);
  }

  @Test
  void ipv6sLoopbackIsAnotherAddress() throws Exception {
    byte[] loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    arrivals.record(new InetSocketAddress(InetAddress.getByAddress(loopback), 1), arrival);

    assertThat(arrivals.await(port(1), 1)).isNull();
  }

  @Test
  void aRecordThatNobodyCameForIsDropped() {
    Arrivals shortLived = new Arrivals(-1);
    shortLived.record(port(1), arrival);

    assertThat(shortLived.await(port(1), 1)).isNull();
  }

  @Test
  void aConnectionThatIsOverIsForgotten() {
    arrivals.record(port(1), arrival);
    arrivals.end(port(1), arrival);

    assertThat(arrivals.open()).isZero();
  }

  @Test
  void theNextConnectionOfAPortIsNotForgottenWithTheOneBefore() {
    arrivals.record(port(1), arrival);
    arrivals.record(port(1), new Arrival(null, null));
    arrivals.end(port(1), arrival);

    assertThat(arrivals.open()).isOne();
  }

  @Test
  void connectionsThatNeverCameAreForgottenInTime() {
    Arrivals shortLived = new Arrivals(-1);
    shortLived.record(port(1), arrival);
    shortLived.record(port(2), arrival);

    assertThat(shortLived.open()).isOne();
  }

  @Test
  void aRecordGoesToTheLatestConnectionOfItsAddress() throws Exception {
    Thread earlier = waiting(new CompletableFuture<>());
    CompletableFuture<Arrival> later = new CompletableFuture<>();
    waiting(later);
    arrivals.record(port(1), arrival);

    assertThat(later.get(60, TimeUnit.SECONDS)).isSameAs(arrival);
    earlier.interrupt();
  }

  @Test
  void aRecordGoesToNoSecondConnectionThatWaits() throws Exception {
    CompletableFuture<Arrival> earlier = new CompletableFuture<>();
    Thread thread = waiting(earlier);
    CompletableFuture<Arrival> later = new CompletableFuture<>();
    waiting(later);
    arrivals.record(port(1), arrival);
    later.get(60, TimeUnit.SECONDS);
    thread.interrupt();

    assertThat(earlier.get(60, TimeUnit.SECONDS)).isNull();
  }

  /** A thread that waits for the record of a connection, once it does. */
  private Thread waiting(CompletableFuture<Arrival> result) throws InterruptedException {
    Thread thread = new Thread(() -> result.complete(arrivals.await(port(1), 60_000)));
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    return thread;
  }
}
