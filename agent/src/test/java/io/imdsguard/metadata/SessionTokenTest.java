package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {
  private static final String REGION = "GET /latest/meta-data/placement/region";

  private final FakeClock clock = new FakeClock();
  private final FakeService service = new FakeService(clock);
  private final MetadataClient client = service.client();

  SessionTokenTest() {
    service.answer(REGION, FakeService.ok("eu-north-1"));
  }

  @Test
  void isAskedForWithTheLongestLife() throws IOException {
    client.requireToken();
    assertThat(service.requests.get(0)).contains("X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n");
  }

  @Test
  void isKept() throws IOException {
    client.requireToken();
    clock.advance(Duration.ofHours(6).minusMinutes(5).minusSeconds(1));
    client.requireToken();
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(1);
  }

  @Test
  void isRenewedFiveMinutesBeforeItsEnd() throws IOException {
    client.requireToken();
    clock.advance(Duration.ofHours(6).minusMinutes(5));
    client.requireToken();
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void isKeptForTheLifeThatTheServiceGaveIt() throws IOException {
    service.answer(
        FakeService.TOKEN,
        "HTTP/1.1 200 OK\r\nX-aws-ec2-metadata-token-ttl-seconds: 60\r\n\r\nshort");
    client.requireToken();
    clock.advance(Duration.ofSeconds(54));
    client.requireToken();
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void staysInUseWhileRenewingItFails() throws IOException {
    client.requireToken();
    clock.advance(Duration.ofHours(6).minusMinutes(5));
    service.answer(FakeService.TOKEN, FakeService.status("503 Busy", ""));
    assertThat(Replies.text(client.carry(region()))).isEqualTo("eu-north-1");
  }

  @Test
  void isRenewedOnceInHalfAMinuteWhileThatFails() throws IOException {
    client.requireToken();
    clock.advance(Duration.ofHours(6).minusMinutes(5));
    service.answer(FakeService.TOKEN, FakeService.status("503 Busy", ""));
    for (int i = 0; i < 10; i++) {
      client.requireToken();
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void isNotHeldLongerByAClockThatIsSetBack() throws IOException {
    client.requireToken();
    clock.advance(Duration.ofHours(6));
    clock.setWallClockForward(Duration.ofDays(-1));
    client.requireToken();
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void isUnavailableWithoutStatusIfNoAnswerComes() {
    service.answer(FakeService.TOKEN, FakeService.SILENCE);
    assertThatThrownBy(client::requireToken)
        .asInstanceOf(type(TokenUnavailableException.class))
        .returns(0, TokenUnavailableException::status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 Bad Request", "403 Forbidden", "404 Not Found", "503 Busy"})
  void isUnavailableWithTheStatusThatTheServiceGives(String status) {
    service.answer(FakeService.TOKEN, FakeService.status(status, ""));
    assertThatThrownBy(client::requireToken)
        .asInstanceOf(type(TokenUnavailableException.class))
        .returns(Integer.parseInt(status.substring(0, 3)), TokenUnavailableException::status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html> </html>", "a\r\nX: y", "\u00e9"})
  void isUnavailableIfTheAnswerIsNoToken(String body) {
    service.answer(FakeService.TOKEN, FakeService.ok(body));
    assertThatThrownBy(client::requireToken).isInstanceOf(TokenUnavailableException.class);
  }

  @Test
  void isUnavailableIfTheAnswerBreaksOff() {
    service.answer(FakeService.TOKEN, "HTTP/1.1 200 OK\r\nContent-Length: 56\r\n\r\nAQ");
    assertThatThrownBy(client::requireToken).isInstanceOf(TokenUnavailableException.class);
  }

  @Test
  void failsAsTheConnectDoesIfTheServiceCannotBeReached() {
    service.failConnects(new ConnectException("Connection refused"));
    assertThatThrownBy(client::requireToken).isExactlyInstanceOf(ConnectException.class);
  }

  @Test
  void isNotAskedForAgainWhileAFailureIsRemembered() {
    service.answer(FakeService.TOKEN, FakeService.SILENCE);
    Replies.assertFails(client::requireToken);
    clock.advance(Duration.ofMillis(2_999));
    Replies.assertFails(client::requireToken);
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(1);
  }

  @Test
  void isAskedForAgainSecondsAfterAFailure() {
    service.answer(FakeService.TOKEN, FakeService.SILENCE);
    Replies.assertFails(client::requireToken);
    clock.advance(Duration.ofSeconds(3));
    Replies.assertFails(client::requireToken);
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void isRenewedOn401AndTheRequestRepeated() throws IOException {
    client.requireToken();
    service.revokeTokens();
    assertThat(Replies.text(client.carry(region()))).isEqualTo("eu-north-1");
  }

  @Test
  void isRenewedOnceFor401() throws IOException {
    service.answer(REGION, FakeService.status("401 Unauthorized", "no"));
    Replies.text(client.carry(region()));
    assertThat(List.of(service.count(FakeService.TOKEN), service.count(REGION)))
        .containsExactly(2L, 2L);
  }

  @Test
  void isNotRenewedForEveryRequestToAServiceThatAlwaysAnswers401() throws IOException {
    service.answer(REGION, FakeService.status("401 Unauthorized", "no"));
    for (int i = 0; i < 10; i++) {
      client.carry(region()).close();
    }
    assertThat(service.count(FakeService.TOKEN)).isEqualTo(2);
  }

  @Test
  void isRenewedAgainForALaterRefusal() throws IOException {
    for (int i = 0; i < 3; i++) {
      client.carry(region()).close();
      service.revokeTokens();
    }
    assertThat(client.carry(region()).status()).isEqualTo(200);
  }

  @Test
  void isNotSentWhereItIsNotWanted() throws IOException {
    client.carry(new Carried("GET", "/", List.of(), null, false, 0)).close();
    assertThat(service.requests).noneMatch(request -> request.contains("metadata-token"));
  }

  @Test
  void leavesNoConnectionOpenWhenRepeating() throws IOException {
    client.requireToken();
    service.revokeTokens();
    client.carry(region()).close();
    assertThat(service.open).hasValue(0);
  }

  @Test
  void leavesNoConnectionOpenWhenItIsRefusedAndThereIsNoOther() throws IOException {
    client.requireToken();
    service.revokeTokens();
    service.answer(FakeService.TOKEN, FakeService.SILENCE);
    Replies.assertFails(() -> client.carry(region()));
    assertThat(service.open).hasValue(0);
  }

  private static Carried region() {
    return new Carried("GET", REGION.substring(4), List.of(), null, true, 0);
  }
}
