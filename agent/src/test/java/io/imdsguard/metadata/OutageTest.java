package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Matching;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten minutes without a service, over real sockets, by a clock that the test moves. */
@Timeout(120)
class OutageTest {
  private static final String ROLE = Ec2Snapshot.ROLES + "demo-role";
  private static final int MINUTES = 10;

  /** A request costs the client six packets; a tenth of 1,024 a second are seventeen requests. */
  private static final int REQUESTS_PER_SECOND = 17;

  private final FakeClock clock = new FakeClock();
  private final Simulator sim = Simulator.builder().clock(clock.ofJdk()).build().start();
  private final MetadataClient client =
      new MetadataClient(
          new Endpoint("ec2", InetAddress.getLoopbackAddress(), sim.port()),
          new SocketTransport(),
          clock,
          new Limits(2_000, 300, 300, 20));

  private String held;

  /** What can be wrong with the service. */
  enum Wrong {
    REFUSED,
    HANGING,
    CLOSING,
    TRUNCATED,
    UNAUTHORIZED,
    FORBIDDEN,
    ABSENT,
    THROTTLED,
    FAILING,
    UNAVAILABLE,
    NO_SUCCESS,
    EXPIRED;

    void with(Simulator sim) {
      switch (this) {
        case REFUSED -> sim.close();
        case NO_SUCCESS -> sim.behaviour().credentialsCode("AssumeRoleUnauthorizedAccess", "no");
        case EXPIRED -> sim.behaviour().expireCredentials();
        default -> sim.behaviour().fail(Matching.everything(), fault());
      }
    }

    private Fault fault() {
      return switch (this) {
        case HANGING -> Fault.hang();
        case CLOSING -> Fault.closeWithoutAnswer();
        case TRUNCATED -> Fault.truncateBody(10);
        case UNAUTHORIZED -> Fault.status(401);
        case FORBIDDEN -> Fault.status(403);
        case ABSENT -> Fault.status(404);
        case THROTTLED -> Fault.status(429);
        case FAILING -> Fault.status(500);
        default -> Fault.status(503);
      };
    }
  }

  @BeforeEach
  void holdKeysThatAreToBeRefreshed() throws IOException {
    held = document();
    clock.advance(Duration.ofHours(6).minusMinutes(MINUTES));
    sim.journal().clear();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void theLastGoodKeysAreHandedOutUnchangedUntilTheyExpire(Wrong wrong) throws Exception {
    wrong.with(sim);
    assertThat(documentsOfTenMinutes()).containsExactly(held);
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void afterwardsItIsSaidThatTheyHaveExpired(Wrong wrong) throws Exception {
    wrong.with(sim);
    clock.advance(Duration.ofMinutes(MINUTES));
    assertThat(whatIsSaid()).contains("expired at " + FakeClock.START.plus(Duration.ofHours(6)));
  }

  @ParameterizedTest
  @EnumSource(value = Wrong.class, names = "REFUSED", mode = EnumSource.Mode.EXCLUDE)
  void newKeysAreHandedOutOnceTheServiceIsBack(Wrong wrong) throws Exception {
    wrong.with(sim);
    var unused = documentsOfTenMinutes();
    sim.behaviour().heal().credentialsCode("Success", null).rotateCredentials();
    assertThat(documentWithinAMinute()).contains(sim.credentials().secretAccessKey());
  }

  @ParameterizedTest
  @EnumSource(value = Wrong.class, names = "REFUSED", mode = EnumSource.Mode.EXCLUDE)
  void theServiceIsAskedLittleMeanwhile(Wrong wrong) throws Exception {
    wrong.with(sim);
    var unused = documentsOfTenMinutes();
    assertThat(sim.journal().total()).isLessThan(MINUTES * 10);
  }

  @ParameterizedTest
  @EnumSource(value = Wrong.class, names = "REFUSED", mode = EnumSource.Mode.EXCLUDE)
  void theServiceIsAskedLittleOnceTheKeysHaveExpired(Wrong wrong) throws Exception {
    wrong.with(sim);
    clock.advance(Duration.ofMinutes(MINUTES));
    for (int second = 0; second < 60; second++) {
      assertThat(whatIsSaid()).isNotNull();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(sim.journal().total()).isLessThan(60);
  }

  @Test
  void aCrowdAtExpiredKeysLeavesThePacketBudgetAlone() throws Exception {
    sim.behaviour().fail(Matching.credentials(), Fault.status(500));
    clock.advance(Duration.ofMinutes(MINUTES));
    for (int second = 0; second < 10; second++) {
      var unused =
          Crowd.of(
              500,
              () -> {
                for (String path : everyPath()) {
                  ask(path);
                }
                return null;
              });
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(sim.journal().total()).isLessThan(10 * REQUESTS_PER_SECOND);
  }

  @Test
  void aCallerThatAsksEveryMinuteCausesNoMoreThanTwoLoadsAMinute() throws Exception {
    sim.behaviour().automaticRotation(false);
    for (int minute = 1; minute < MINUTES; minute++) {
      document();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(sim.journal().credentialLoads().size()).isLessThanOrEqualTo(2 * MINUTES);
  }

  private static List<String> everyPath() {
    return List.of(
        Ec2Snapshot.ROLES,
        ROLE,
        Ec2Snapshot.ROLES + "no-such-role",
        Ec2Snapshot.EXTENDED,
        Ec2Snapshot.EXTENDED + "demo-role",
        Ec2Snapshot.INSTANCE,
        Ec2Snapshot.PROFILE,
        Ec2Snapshot.INSTANCE_INFO);
  }

  private void ask(String path) {
    try {
      client.credentials(path).close();
    } catch (IOException e) {
      // Whatever the answer is, asking is what counts.
    }
  }

  private Set<String> documentsOfTenMinutes() throws IOException {
    Set<String> documents = new HashSet<>();
    for (int second = 0; second < MINUTES * 60; second++) {
      documents.add(document());
      clock.advance(Duration.ofSeconds(1));
    }
    return documents;
  }

  /** What was on its way when the service came back may fail yet, and hold up the next attempt. */
  private String documentWithinAMinute() throws IOException {
    for (int attempt = 1; attempt < 6; attempt++) {
      clock.advance(Duration.ofSeconds(10));
      try {
        return document();
      } catch (CredentialsExpiredException e) {
        // Not yet.
      }
    }
    clock.advance(Duration.ofSeconds(10));
    return document();
  }

  private String document() throws IOException {
    try (Reply list = client.credentials(Ec2Snapshot.ROLES)) {
      assertThat(Replies.text(list)).isEqualTo("demo-role");
    }
    return Replies.text(client.credentials(ROLE));
  }

  /** To the operator, if the service answers something, else to the caller as well. */
  private String whatIsSaid() {
    try (Reply reply = client.credentials(ROLE)) {
      assertThat(reply.fromSnapshot()).isFalse();
      return reply.note();
    } catch (CredentialsExpiredException e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
