package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2SnapshotTest {
  private static final String LIST = Ec2Snapshot.ROLES;
  private static final String ROLE = Ec2Snapshot.ROLES + "web";

  private final FakeClock clock = new FakeClock();
  private final FakeService service = new FakeService(clock);
  private final MetadataClient client = service.client();

  @Test
  void handsOutTheListAsItCame() throws IOException {
    assertThat(Replies.text(client.credentials(LIST))).isEqualTo("web");
  }

  @Test
  void handsOutTheDocumentAsItCame() throws IOException {
    String document =
        "\r\n{ \"AccountId\":\"1\","
            + FakeService.document("Success", "K", clock.in(Duration.ofHours(1))).substring(1);
    service.answer(FakeService.ROLE, FakeService.ok(document));
    assertThat(Replies.text(client.credentials(ROLE))).isEqualTo(document);
  }

  @Test
  void asksTheServiceOnce() throws IOException {
    for (int i = 0; i < 5; i++) {
      client.credentials(LIST).close();
      client.credentials(ROLE).close();
    }
    assertThat(service.requests).hasSize(3);
  }

  @Test
  void saysThatItAnswered() throws IOException {
    assertThat(client.credentials(ROLE).fromSnapshot()).isTrue();
  }

  @Test
  void namesTheAccessKey() throws IOException {
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA1");
  }

  @Test
  void namesTheExpiration() throws IOException {
    assertThat(client.credentials(ROLE).expiration()).isEqualTo(clock.in(Duration.ofHours(6)));
  }

  @Test
  void answersAsPlainText() throws IOException {
    assertThat(Fields.value(client.credentials(ROLE).headers(), "Content-Type"))
        .isEqualTo("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/iam",
        "/latest/meta-data/iam/security-credential",
        "/latest/meta-data/iam/info/",
        "/latest/meta-data/identity-credentials/ec2/security-credentials/",
        "/latest/user-data",
        "/",
      })
  void leavesEveryOtherPathToBeCarried(String path) throws IOException {
    assertThat(client.credentials(path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "web/x", "web%2fx"})
  void answersThatARoleIsNotListed(String role) throws IOException {
    assertThat(client.credentials(LIST + role).status()).isEqualTo(404);
  }

  @Test
  void asksForTheListAtMostOnceASecondHoweverManyRolesAreTried() throws IOException {
    for (int i = 0; i < 20; i++) {
      client.credentials(LIST + "role-" + i).close();
      clock.advance(Duration.ofMillis(100));
    }
    assertThat(service.requests).hasSize(3);
  }

  @Test
  void findsARoleThatHasJustCome() throws IOException {
    client.credentials(LIST).close();
    service.answer(FakeService.LIST, FakeService.ok("web\ndb"));
    service.answer(
        FakeService.LIST + "db",
        FakeService.ok(FakeService.document("Success", "AKIADB", clock.in(Duration.ofHours(6)))));
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.credentials(LIST + "db").accessKeyId()).isEqualTo("AKIADB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/web/"})
  void makesNothingOfASlashAtTheEnd(String rest) throws IOException {
    String folder = LIST.substring(0, LIST.length() - 1);
    assertThat(client.credentials(folder + rest).fromSnapshot()).isTrue();
  }

  @Test
  void keepsTheDocumentsOfBothFoldersApart() throws IOException {
    service.answer(FakeService.EXTENDED, FakeService.ok("web"));
    service.answer(
        FakeService.EXTENDED + "web",
        FakeService.ok(FakeService.document("Success", "AKIAX", clock.in(Duration.ofHours(6)))));
    client.credentials(ROLE).close();
    assertThat(client.credentials(Ec2Snapshot.EXTENDED + "web").accessKeyId()).isEqualTo("AKIAX");
  }

  @Test
  void passesOnThatThereIsNoExtendedFolder() throws IOException {
    assertThat(client.credentials(Ec2Snapshot.EXTENDED).status()).isEqualTo(404);
  }

  @Test
  void handsOutTheInstancesOwnCredentials() throws IOException {
    service.answer(
        "GET " + Ec2Snapshot.INSTANCE,
        FakeService.ok(FakeService.document("Success", "AKIAI", clock.in(Duration.ofHours(6)))));
    client.credentials(Ec2Snapshot.INSTANCE).close();
    assertThat(client.credentials(Ec2Snapshot.INSTANCE).fromSnapshot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {Ec2Snapshot.PROFILE, Ec2Snapshot.INSTANCE_INFO})
  void holdsWhatIsSaidAboutCredentials(String path) throws IOException {
    service.answer("GET " + path, FakeService.ok("{\"Code\" : \"Success\"}"));
    for (int i = 0; i < 5; i++) {
      client.credentials(path).close();
    }
    assertThat(service.count("GET " + path)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"Code\" : \"InstanceProfileNotFound\"}", "{", "<html/>"})
  void passesOnInformationThatIsNoSuccess(String body) throws IOException {
    service.answer("GET " + Ec2Snapshot.PROFILE, FakeService.ok(body));
    assertThat(client.credentials(Ec2Snapshot.PROFILE).fromSnapshot()).isFalse();
  }

  @Test
  void keepsTheInformationWhileCredentialsAreHeldAndTheServiceFails() throws IOException {
    service.answer("GET " + Ec2Snapshot.PROFILE, FakeService.ok("{\"Code\" : \"Success\"}"));
    client.credentials(ROLE).close();
    client.credentials(Ec2Snapshot.PROFILE).close();
    service.failConnects(new ConnectException("Connection refused"));
    clock.advance(Duration.ofHours(5));
    assertThat(client.credentials(Ec2Snapshot.PROFILE).fromSnapshot()).isTrue();
  }

  @Test
  void passesOnTheContentTypeOfTheService() throws IOException {
    String body = FakeService.document("Success", "K", clock.in(Duration.ofHours(1)));
    service.answer(
        FakeService.ROLE,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    assertThat(Fields.value(client.credentials(ROLE).headers(), "Content-Type"))
        .isEqualTo("application/json");
  }

  @Test
  void validatesTheListAfterAMinute() throws IOException {
    client.credentials(LIST).close();
    clock.advance(Duration.ofSeconds(60));
    client.credentials(LIST).close();
    assertThat(service.count(FakeService.LIST)).isEqualTo(2);
  }

  @Test
  void loadsTheDocumentOfARoleThatTookTheOthersPlace() throws IOException {
    client.credentials(ROLE).close();
    service.answer(FakeService.LIST, FakeService.ok("db"));
    service.answer(
        FakeService.LIST + "db",
        FakeService.ok(FakeService.document("Success", "AKIADB", clock.in(Duration.ofHours(6)))));
    clock.advance(Duration.ofSeconds(60));
    client.credentials(LIST).close();
    assertThat(client.credentials(LIST + "db").accessKeyId()).isEqualTo("AKIADB");
  }

  @Test
  void forgetsARoleThatIsListedNoMore() throws IOException {
    client.credentials(ROLE).close();
    service.answer(FakeService.LIST, FakeService.ok("db"));
    clock.advance(Duration.ofSeconds(60));
    client.credentials(LIST).close();
    assertThat(client.credentials(ROLE).status()).isEqualTo(404);
  }

  @Test
  void keepsTheListWhileCredentialsAreHeldAndTheServiceFails() throws IOException {
    client.credentials(ROLE).close();
    service.failConnects(new ConnectException("Connection refused"));
    clock.advance(Duration.ofHours(5));
    assertThat(Replies.text(client.credentials(LIST))).isEqualTo("web");
  }

  @Test
  void failsWithTheListOnceTheCredentialsHaveExpired() throws IOException {
    client.credentials(ROLE).close();
    service.failConnects(new ConnectException("Connection refused"));
    clock.advance(Duration.ofHours(6));
    assertThatThrownBy(() -> client.credentials(LIST)).isInstanceOf(ConnectException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "two words", "", "a/b"})
  void passesOnAListThatNamesNoRoles(String body) throws IOException {
    service.answer(FakeService.LIST, FakeService.ok(body));
    Reply reply = client.credentials(LIST);
    assertThat(reply.fromSnapshot()).isFalse();
  }

  @Test
  void passesOnThatThereIsNoRole() throws IOException {
    service.answer(FakeService.LIST, FakeService.status("404 Not Found", "none"));
    assertThat(client.credentials(LIST).status()).isEqualTo(404);
  }

  @Test
  void answersForARoleAsForTheListIfThereIsNone() throws IOException {
    service.answer(FakeService.LIST, FakeService.status("403 Forbidden", "none"));
    assertThat(client.credentials(ROLE).status()).isEqualTo(403);
  }

  @Test
  void passesOnADocumentThatIsNoSuccess() throws IOException {
    String document = "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"no trust\"}";
    service.answer(FakeService.ROLE, FakeService.ok(document));
    assertThat(Replies.text(client.credentials(ROLE))).isEqualTo(document);
  }

  @Test
  void passesOnTheStatusOfADocumentThatIsNotThere() throws IOException {
    service.answer(FakeService.ROLE, FakeService.status("404 Not Found", "none"));
    assertThat(client.credentials(ROLE).status()).isEqualTo(404);
  }

  @Test
  void passesOnAnExpiredDocumentWithoutHoldingIt() throws IOException {
    service.grantCredentials("AKIAOLD", Duration.ofSeconds(-1));
    assertThat(client.credentials(ROLE).fromSnapshot()).isFalse();
  }

  @Test
  void failsOnADocumentThatBreaksOff() {
    service.answer(FakeService.ROLE, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"Code\"");
    assertThatThrownBy(() -> client.credentials(ROLE)).isInstanceOf(IOException.class);
  }

  @Test
  void remembersAFailureForASecond() {
    service.answer(FakeService.ROLE, FakeService.SILENCE);
    for (int i = 0; i < 10; i++) {
      Replies.assertFails(() -> client.credentials(ROLE));
    }
    assertThat(service.count(FakeService.ROLE)).isEqualTo(1);
  }

  @Test
  void recoversASecondAfterAFailure() throws IOException {
    service.answer(FakeService.ROLE, FakeService.status("500 Error", ""));
    client.credentials(ROLE).close();
    service.grantCredentials("AKIA2", Duration.ofHours(6));
    clock.advance(Duration.ofSeconds(1));
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void asksLessAndLessWhileTheServiceFails() {
    service.answer(FakeService.ROLE, FakeService.SILENCE);
    for (int i = 0; i < 60; i++) {
      Replies.assertFails(() -> client.credentials(ROLE));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(service.count(FakeService.ROLE)).isEqualTo(10);
  }

  @Test
  void doesNotHoldADocumentThatIsOverWithinASecond() throws IOException {
    service.grantCredentials("AKIAOLD", Duration.ofMillis(999));
    assertThat(client.credentials(ROLE).fromSnapshot()).isFalse();
  }

  @Test
  void saysThatTheCredentialsHaveExpiredIfNoneCanBeFetched() throws IOException {
    client.credentials(ROLE).close();
    String end = clock.in(Duration.ofHours(6));
    service.answer(FakeService.ROLE, FakeService.SILENCE);
    clock.advance(Duration.ofHours(6));
    assertThatThrownBy(() -> client.credentials(ROLE))
        .isInstanceOf(CredentialsExpiredException.class)
        .hasMessageContaining(end);
  }

  @Test
  void notesThatTheCredentialsHaveExpiredIfTheServiceAnswersSomethingElse() throws IOException {
    client.credentials(ROLE).close();
    String end = clock.in(Duration.ofHours(6));
    service.answer(FakeService.ROLE, FakeService.status("500 Error", ""));
    clock.advance(Duration.ofHours(6));
    assertThat(client.credentials(ROLE).note()).contains(end);
  }

  @Test
  void failsAsTheTokenDoes() {
    service.answer(FakeService.TOKEN, FakeService.SILENCE);
    assertThatThrownBy(() -> client.credentials(ROLE))
        .isInstanceOf(TokenUnavailableException.class);
  }

  @Test
  void fetchesNewCredentialsWhenThoseHeldHaveExpired() throws IOException {
    client.credentials(ROLE).close();
    clock.advance(Duration.ofHours(6));
    service.grantCredentials("AKIA2", Duration.ofHours(6));
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void doesNotHoldCredentialsLongerForAClockThatIsSetBack() throws IOException {
    client.credentials(ROLE).close();
    clock.advance(Duration.ofHours(6));
    clock.setWallClockForward(Duration.ofDays(-1));
    service.grantCredentials("AKIA2", Duration.ofHours(6));
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void doesNotHoldCredentialsThatAClockSetForwardHasExpired() throws IOException {
    client.credentials(ROLE).close();
    clock.setWallClockForward(Duration.ofHours(6));
    service.grantCredentials("AKIA2", Duration.ofHours(6));
    assertThat(client.credentials(ROLE).accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void leavesNoConnectionOpen() throws IOException {
    client.credentials(LIST).close();
    client.credentials(ROLE).close();
    assertThat(service.open).hasValue(0);
  }
}
