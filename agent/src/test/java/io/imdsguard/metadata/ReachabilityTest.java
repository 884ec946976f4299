package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownServiceException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReachabilityTest {
  private final FakeClock clock = new FakeClock();
  private final FakeService service = new FakeService(clock);
  private final MetadataClient client = service.client();

  @Test
  void connectsOnceInHalfAMinute() throws IOException {
    client.requireReachable();
    clock.advance(Duration.ofSeconds(29));
    client.requireReachable();
    assertThat(service.connects).hasValue(1);
  }

  @Test
  void connectsAgainAfterHalfAMinute() throws IOException {
    client.requireReachable();
    clock.advance(Duration.ofSeconds(30));
    client.requireReachable();
    assertThat(service.connects).hasValue(2);
  }

  @Test
  void closesTheConnectionItTried() throws IOException {
    client.requireReachable();
    assertThat(service.open).hasValue(0);
  }

  @Test
  void takesAnExchangeForProof() throws IOException {
    client.requireToken();
    client.requireReachable();
    assertThat(service.connects).hasValue(1);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failsAgainAsTheConnectDid(IOException failure) {
    service.failConnects(failure);
    Throwable first = catchThrowable(client::requireReachable);
    clock.advance(Duration.ofMillis(2_999));
    assertThatThrownBy(client::requireReachable)
        .isNotSameAs(first)
        .hasSameClassAs(failure)
        .hasMessage(failure.getMessage())
        .hasNoCause();
  }

  @Test
  void doesNotConnectAgainWhileAFailureIsRemembered() {
    service.failConnects(new ConnectException("Connection refused"));
    Replies.assertFails(client::requireReachable);
    Replies.assertFails(client::requireReachable);
    assertThat(service.connects).hasValue(1);
  }

  @Test
  void connectsOnceForAThousandThreads() throws InterruptedException {
    service.failConnects(new ConnectException("Connection refused"));
    var unused =
        Crowd.of(
            1_000,
            () -> {
              client.requireReachable();
              return "reachable";
            });
    assertThat(service.connects).hasValue(1);
  }

  @Test
  void connectsAgainThreeSecondsAfterAFailure() throws IOException {
    service.failConnects(new ConnectException("Connection refused"));
    Replies.assertFails(client::requireReachable);
    service.failConnects(null);
    clock.advance(Duration.ofSeconds(3));
    client.requireReachable();
    assertThat(service.connects).hasValue(2);
  }

  @Test
  void countsAsReachableWhileCredentialsAreHeld() throws IOException {
    client.credentials(Ec2Snapshot.ROLES + "web").close();
    service.failConnects(new ConnectException("Connection refused"));
    clock.advance(Duration.ofHours(5));
    int connects = service.connects.get();
    client.requireReachable();
    assertThat(service.connects).hasValue(connects);
  }

  @Test
  void doesNotCountAsReachableForCredentialsThatExpired() throws IOException {
    client.credentials(Ec2Snapshot.ROLES + "web").close();
    service.failConnects(new ConnectException("Connection refused"));
    clock.advance(Duration.ofHours(6));
    assertThatThrownBy(client::requireReachable).isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @MethodSource("rareFailures")
  void failsAgainAsTheNearestKnownClass(IOException failure, Class<?> nearest) {
    assertThat(new Failure(failure).again()).isExactlyInstanceOf(nearest);
  }

  @Test
  void remembersNoFailureOfAnInterruptedThread() {
    service.failConnects(new ConnectException("Connection refused"));
    Thread.currentThread().interrupt();
    Replies.assertFails(client::requireReachable);
    boolean interrupted = Thread.interrupted();
    Replies.assertFails(client::requireReachable);
    assertThat(List.of(interrupted, service.connects.get())).isEqualTo(List.of(true, 2));
  }

  static Stream<IOException> failures() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new NoRouteToHostException("No route to host"),
        new SocketTimeoutException("connect timed out"),
        new PortUnreachableException("unreachable"),
        new SocketException("Network is unreachable"),
        new ProtocolException("protocol"),
        new EOFException("end"),
        new IOException("other"));
  }

  static Stream<Arguments> rareFailures() {
    return Stream.of(
        Arguments.of(new BindException("in use"), SocketException.class),
        Arguments.of(new UnknownServiceException("x"), IOException.class));
  }
}
