package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CredentialsRefreshTest {
  private static final String ROLE = Ec2Snapshot.ROLES + "web";

  private final List<Thread> threadsBefore = refreshThreads().toList();
  private final FakeClock clock = new FakeClock();
  private final FakeService service = new FakeService(clock);
  private final MetadataClient client = service.client();

  @Test
  void asksNothingBeforeTwentyFourMinutesAreLeft() throws Exception {
    client.credentials(ROLE).close();
    clock.advance(Duration.ofHours(6).minusMinutes(24).minusSeconds(1));
    client.credentials(ROLE).close();
    assertThat(service.count(FakeService.ROLE)).isEqualTo(1);
  }

  @Test
  void answersFromWhatIsHeldWhileItRefreshes() throws Exception {
    client.credentials(ROLE).close();
    service.grantCredentials("AKIA2", Duration.ofHours(12));
    clock.advance(Duration.ofHours(6).minusMinutes(20));
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA1");
  }

  @Test
  void refreshesInTheBackgroundWhenTwentyMinutesAreLeft() throws Exception {
    client.credentials(ROLE).close();
    service.grantCredentials("AKIA2", Duration.ofHours(12));
    clock.advance(Duration.ofHours(6).minusMinutes(20));
    client.credentials(ROLE).close();
    await(() -> keyId().equals("AKIA2"));
  }

  @Test
  void asksAtMostTwiceAMinuteWhileTheServiceHasNothingNewer() throws Exception {
    client.credentials(ROLE).close();
    clock.advance(Duration.ofHours(6).minusMinutes(15));
    client.credentials(ROLE).close();
    await(() -> service.count(FakeService.ROLE) == 2);
    for (int i = 0; i < 29; i++) {
      clock.advance(Duration.ofSeconds(1));
      client.credentials(ROLE).close();
    }
    assertThat(service.count(FakeService.ROLE)).isEqualTo(2);
  }

  @Test
  void asksAgainAfterAMinute() throws Exception {
    client.credentials(ROLE).close();
    clock.advance(Duration.ofHours(6).minusMinutes(15));
    client.credentials(ROLE).close();
    await(() -> service.count(FakeService.ROLE) == 2);
    clock.advance(Duration.ofMinutes(1));
    client.credentials(ROLE).close();
    await(() -> service.count(FakeService.ROLE) == 3);
  }

  @Test
  void keepsTheLastGoodDocumentUntilItExpires() throws Exception {
    client.credentials(ROLE).close();
    service.answer(FakeService.ROLE, FakeService.ok("{\"Code\":\"Failed\"}"));
    clock.advance(Duration.ofHours(6).minusMillis(1));
    assertThat(keyId()).isEqualTo("AKIA1");
  }

  @Test
  void passesOnTheServicesAnswerOnceTheLastGoodDocumentHasExpired() throws Exception {
    client.credentials(ROLE).close();
    service.answer(FakeService.ROLE, FakeService.ok("{\"Code\":\"Failed\"}"));
    clock.advance(Duration.ofHours(6));
    assertThat(Replies.text(client.credentials(ROLE))).isEqualTo("{\"Code\":\"Failed\"}");
  }

  @Test
  void waitsForNewCredentialsIfNobodyHasAskedUntilTheLastMinutes() throws Exception {
    client.credentials(ROLE).close();
    service.grantCredentials("AKIA2", Duration.ofHours(12));
    clock.advance(Duration.ofHours(6).minusMinutes(1));
    assertThat(keyId()).isEqualTo("AKIA2");
  }

  @Test
  void dropsARoleThatIsListedNoMoreWhenItRefreshes() throws Exception {
    client.credentials(ROLE).close();
    service.answer(FakeService.LIST, FakeService.ok("db"));
    clock.advance(Duration.ofHours(6).minusMinutes(20));
    client.credentials(ROLE).close();
    await(() -> client.credentials(ROLE).status() == 404);
  }

  @Test
  void asksAgainForCredentialsHeldLongerThanAnyAreIssuedFor() throws Exception {
    service.grantCredentials("AKIA1", Duration.ofDays(365));
    client.credentials(ROLE).close();
    service.grantCredentials("AKIA2", Duration.ofHours(12));
    clock.advance(Duration.ofHours(6));
    client.credentials(ROLE).close();
    await(() -> keyId().equals("AKIA2"));
  }

  @Test
  void warmsUpInTheBackground() throws Exception {
    client.warmUp();
    await(() -> service.count(FakeService.ROLE) == 1);
    client.credentials(Ec2Snapshot.ROLES).close();
    client.credentials(ROLE).close();
    assertThat(service.count(FakeService.TOKEN) + service.count(FakeService.LIST)).isEqualTo(2);
  }

  @Test
  void warmsUpOnlyIfTheServiceCanBeReached() throws Exception {
    service.failConnects(new ConnectException("Connection refused"));
    client.warmUp();
    await(() -> !hasThread());
    assertThat(service.connects).hasValue(1);
  }

  @Test
  void hasNoThreadLeftForCredentialsThatNobodyUses() throws Exception {
    client.warmUp();
    await(() -> service.count(FakeService.ROLE) == 1 && !hasThread());
    assertThat(hasThread()).isFalse();
  }

  private String keyId() throws IOException {
    try (Reply reply = client.credentials(ROLE)) {
      return reply.accessKeyId();
    }
  }

  private boolean hasThread() {
    return refreshThreads().anyMatch(thread -> !threadsBefore.contains(thread));
  }

  private static Stream<Thread> refreshThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Refresher.THREAD_NAME));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(5);
    }
  }
}
