package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.RecordedRequest;
import io.imdsguard.simulator.Simulator;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client over real sockets. */
@Timeout(60)
class SimulatedServiceTest {
  private static final int CROWD = 1_000;
  private static final String ROLE = Ec2Snapshot.ROLES + "demo-role";

  private final FakeClock clock = new FakeClock();
  private final Simulator sim = Simulator.builder().clock(clock.ofJdk()).build().start();
  private final MetadataClient client = client(sim.port());

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void aThousandThreadsGetTheSameDocument() throws Exception {
    List<Object> documents = Crowd.of(CROWD, this::document);
    assertThat(documents)
        .allSatisfy(document -> assertThat((String) document).contains("\"Success\""))
        .hasSize(CROWD)
        .containsOnly(documents.get(0));
  }

  @Test
  void aThousandThreadsCauseOneTokenRequestOneListAndOneLoad() throws Exception {
    var unused = Crowd.of(CROWD, this::document);
    assertThat(requestCounts()).containsExactly(1, 1, 1);
  }

  @Test
  void aThousandThreadsDuringTheWarmUpCauseNoMore() throws Exception {
    client.warmUp();
    var unused = Crowd.of(CROWD, this::document);
    assertThat(requestCounts()).containsExactly(1, 1, 1);
  }

  @Test
  void aThousandThreadsWaitForTheSameMissingToken() throws Exception {
    sim.behaviour().hangTokenRequests();
    List<Object> failures = Crowd.of(CROWD, this::document);
    assertThat(failures).hasOnlyElementsOfType(TokenUnavailableException.class);
  }

  @Test
  void aThousandThreadsAskForAMissingTokenOnce() throws Exception {
    sim.behaviour().hangTokenRequests();
    var unused = Crowd.of(CROWD, this::document);
    assertThat(sim.journal().tokenRequests()).hasSize(1);
  }

  @Test
  void aThousandThreadsFailAsAConnectThatIsRefused() throws Exception {
    sim.close();
    List<Object> failures =
        Crowd.of(
            CROWD,
            () -> {
              client.requireReachable();
              return "reachable";
            });
    assertThat(failures).hasOnlyElementsOfType(ConnectException.class);
  }

  @Test
  void aThousandThreadsWhoseTokenHasEndedShareTheNextOne() throws Exception {
    client.requireToken();
    sim.behaviour().expireTokens();
    var unused = Crowd.of(CROWD, () -> Replies.text(client.carry(get("/latest/meta-data/"))));
    assertThat(sim.journal().tokenRequests()).hasSize(2);
  }

  @Test
  void repeatsARequestWhoseTokenHasEnded() throws Exception {
    client.requireToken();
    sim.behaviour().expireTokens();
    assertThat(Replies.text(client.carry(get("/latest/meta-data/placement/region"))))
        .isEqualTo("eu-central-1");
  }

  @Test
  void everyRequestCarriesAToken() throws Exception {
    client.credentials(ROLE).close();
    assertThat(sim.journal().withoutToken()).isEmpty();
  }

  @Test
  void handsOutTheKeysThatAreCurrent() throws Exception {
    assertThat(document()).contains(sim.credentials().secretAccessKey());
  }

  @Test
  void handsOutRotatedKeysBeforeTheOldOnesEnd() throws Exception {
    client.credentials(ROLE).close();
    sim.behaviour().rotateCredentials();
    clock.advance(Duration.ofHours(6).minusMinutes(20));
    while (!document().contains(sim.credentials().accessKeyId())) {
      Thread.sleep(5);
    }
    assertThat(client.credentials(ROLE).fromSnapshot()).isTrue();
  }

  @Test
  void followsTheInstanceToAnotherRole() throws Exception {
    client.credentials(ROLE).close();
    sim.behaviour().role("other-role");
    clock.advance(Duration.ofMinutes(1));
    String role = Replies.text(client.credentials(Ec2Snapshot.ROLES)).trim();
    assertThat(client.credentials(Ec2Snapshot.ROLES + role).accessKeyId())
        .isEqualTo(sim.credentials().accessKeyId());
  }

  @Test
  void handsOutTheLastGoodKeysThroughAnOutage() throws Exception {
    String before = document();
    sim.close();
    clock.advance(Duration.ofHours(6).minusSeconds(1));
    assertThat(document()).isEqualTo(before);
  }

  @Test
  void passesOnThatTheRoleMayNotBeAssumed() throws Exception {
    sim.behaviour().credentialsCode("AssumeRoleUnauthorizedAccess", "no trust");
    assertThat(document()).contains("AssumeRoleUnauthorizedAccess");
  }

  @Test
  void passesOnThatTheKeysAreOver() throws Exception {
    sim.behaviour().expireCredentials();
    assertThat(client.credentials(ROLE).fromSnapshot()).isFalse();
  }

  @Test
  void failsOnADocumentThatIsCutShort() {
    sim.behaviour().fail(SimulatedServiceTest::isLoad, Fault.truncateBody(100));
    assertThatThrownBy(this::document).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @MethodSource("silences")
  void failsIfTheDocumentDoesNotCome(Fault fault) {
    sim.behaviour().fail(SimulatedServiceTest::isLoad, fault);
    assertThatThrownBy(this::document).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("framings")
  void readsADocumentHoweverItIsFramed(Fault fault) throws Exception {
    sim.behaviour().fail(SimulatedServiceTest::isLoad, fault);
    assertThat(document()).contains(sim.credentials().token());
  }

  @Test
  void carriesABodyThatIsLargerThanAnyBuffer() throws Exception {
    String userData = "0123456789abcdef".repeat(100_000);
    sim.behaviour().userData(userData);
    assertThat(Replies.text(client.carry(get("/latest/user-data")))).isEqualTo(userData);
  }

  @Test
  void carriesAnAnswerToHead() throws Exception {
    Carried head = new Carried("HEAD", "/latest/meta-data/", List.of(), null, true, 0);
    assertThat(Replies.text(client.carry(head))).isEmpty();
  }

  @Test
  void waitsForALongPollWithoutLimit() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    sim.behaviour().fail(request -> request.target().contains("wait"), Fault.hold(latch));
    FutureTask<Integer> poll =
        new FutureTask<>(() -> client.carry(get("/latest/meta-data/?wait=1")).status());
    new Thread(poll).start();
    sim.journal().await(1, request -> request.target().contains("wait"), Duration.ofSeconds(30));
    latch.countDown();
    assertThat(poll.get()).isEqualTo(200);
  }

  @Test
  void givesUpWhenARequestsOwnTimeIsOver() throws Exception {
    client.requireToken();
    sim.behaviour().fail(request -> true, Fault.hang());
    Carried impatient = new Carried("GET", "/latest/", List.of(), null, true, 50);
    assertThatThrownBy(() -> client.carry(impatient)).isInstanceOf(SocketTimeoutException.class);
  }

  static List<Fault> silences() {
    return List.of(
        Fault.hang(),
        Fault.reset(),
        Fault.closeWithoutAnswer(),
        Fault.raw("SSH-2.0-x\r\n\r\n".getBytes(ISO_8859_1)));
  }

  static List<Fault> framings() {
    return List.of(Fault.chunked(), Fault.untilClose(), Fault.delay(Duration.ofMillis(20)));
  }

  private MetadataClient client(int port) {
    Endpoint endpoint = new Endpoint("ec2", InetAddress.getLoopbackAddress(), port);
    return new MetadataClient(
        endpoint, new SocketTransport(), clock, new Limits(10_000, 2_000, 2_000, 500));
  }

  private String document() throws IOException {
    return Replies.text(client.credentials(ROLE));
  }

  private List<Integer> requestCounts() {
    return List.of(
        sim.journal().tokenRequests().size(),
        sim.journal().credentialLists().size(),
        sim.journal().credentialLoads().size());
  }

  private static boolean isLoad(RecordedRequest request) {
    return request.path().endsWith("/demo-role");
  }

  private static Carried get(String target) {
    return new Carried("GET", target, List.of(), null, true, 0);
  }
}
