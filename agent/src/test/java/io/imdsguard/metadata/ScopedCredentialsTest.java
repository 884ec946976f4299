package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.signer.AwsSigner;
import io.imdsguard.simulator.AssumeRoleRequest;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Simulator;
import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.Scope;
import io.imdsguard.sts.StsException;
import io.imdsguard.sts.StsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A role's credentials narrowed by an STS that verifies what it is asked, over real sockets. */
@Timeout(60)
class ScopedCredentialsTest {
  private static final String ROLE = Ec2Snapshot.ROLES + "demo-role";
  private static final String ARN = "arn:aws:iam::123456789012:role/app";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
          + "\"Resource\":\"arn:aws:s3:::reports/*\"}]}";
  private static final Scope REPORTS = new Scope("reports", POLICY, 3_600);
  private static final Scope MAIL = new Scope("mail", POLICY, 3_600);

  private final FakeClock clock = new FakeClock();
  private final Simulator imds = Simulator.builder().clock(clock.ofJdk()).build().start();
  private final Simulator sts =
      Simulator.builder().stsFor(imds).clock(clock.ofJdk()).build().start();
  private final MetadataClient source =
      new MetadataClient(
          new Endpoint("ec2", InetAddress.getLoopbackAddress(), imds.port()),
          new SocketTransport(),
          clock,
          new Limits(1_000, 500, 2_000, 300));
  private final ScopedCredentials scoped = scoped(sts.endpoint());

  private ScopedCredentials scoped(String endpoint, Endpoint... guarded) {
    return new ScopedCredentials(
        new AssumeRole(new StsSettings(ARN, "eu-central-1", endpoint), "web.4711"),
        new SocketTransport(),
        null,
        AwsSigner::new,
        List.of(guarded),
        clock,
        new Limits(1_000, 1, 1_000, 300));
  }

  @AfterEach
  void stop() {
    sts.close();
    imds.close();
  }

  private String document(Scope scope) throws IOException {
    return Replies.text(scoped.document(source, ROLE, scope));
  }

  @Test
  void aScopeGetsCredentialsOfItsOwn() throws IOException {
    assertThat(document(REPORTS))
        .contains(sts.sts().accessKeyIds().get(0))
        .contains("\"Code\":\"Success\"")
        .contains("\"Expiration\":\"2026-03-01T13:00:00Z\"")
        .doesNotContain(imds.credentials().secretAccessKey());
  }

  @Test
  void stsIsAskedForWhatTheScopeSays() throws IOException {
    var unused = document(REPORTS);
    assertThat(sts.sts().granted())
        .containsExactly(new AssumeRoleRequest(ARN, "reports@web.4711", POLICY, 3_600));
  }

  @Test
  void aThousandThreadsCauseOneRequest() throws InterruptedException {
    List<Object> documents = Crowd.of(1_000, () -> document(REPORTS));
    assertThat(documents).containsOnly(documents.get(0));
    assertThat(sts.journal().total()).isEqualTo(1);
  }

  @Test
  void eachScopeHasItsOwn() throws IOException {
    assertThat(document(REPORTS)).isNotEqualTo(document(MAIL));
    assertThat(document(REPORTS)).isEqualTo(document(REPORTS));
    assertThat(sts.journal().total()).isEqualTo(2);
  }

  @Test
  void theyAreSignedForWithTheRolesNewKeysAfterARotation() throws IOException {
    var unused = document(REPORTS);
    imds.behaviour().rotateCredentials();
    clock.advance(Duration.ofHours(7));
    assertThat(document(REPORTS)).contains(sts.sts().accessKeyIds().get(1));
  }

  @Test
  void theyAreRefreshedAheadOfTheirEnd() throws Exception {
    String first = document(REPORTS);
    clock.advance(Duration.ofMinutes(45));
    assertThat(document(REPORTS)).isEqualTo(first);
    assertThat(sts.journal().await(2, request -> true, Duration.ofSeconds(10))).isTrue();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (document(REPORTS).equals(first) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(document(REPORTS)).contains(sts.sts().accessKeyIds().get(1));
  }

  @Test
  void whileStsIsDownTheLastOnesAreHandedOutUntilTheyExpire() throws IOException {
    String first = document(REPORTS);
    sts.behaviour().fail(request -> true, Fault.status(503));
    clock.advance(Duration.ofMinutes(55));
    assertThat(document(REPORTS)).isEqualTo(first);
  }

  @Test
  void onceTheyHaveExpiredThereAreNone() throws IOException {
    var unused = document(REPORTS);
    sts.behaviour().fail(request -> true, Fault.status(503));
    clock.advance(Duration.ofMinutes(61));
    assertThatThrownBy(() -> document(REPORTS))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("expired at 2026-03-01T13:00:00Z");
  }

  static List<Fault> faults() {
    return List.of(
        Fault.status(400),
        Fault.status(403),
        Fault.status(429),
        Fault.status(500),
        Fault.status(503),
        Fault.hang(),
        Fault.reset(),
        Fault.closeWithoutAnswer(),
        Fault.truncateBody(0),
        Fault.truncateBody(300),
        Fault.raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<a/>".getBytes(US_ASCII)),
        Fault.raw("nonsense\r\n\r\n".getBytes(US_ASCII)),
        Fault.raw(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whateverStsDoesThereAreNoOthers(Fault fault) {
    sts.behaviour().fail(request -> true, fault);
    assertThatThrownBy(() -> document(REPORTS))
        .isInstanceOf(StsException.class)
        .satisfies(this::hasNoSecret);
  }

  private void hasNoSecret(Throwable e) {
    assertThat(imds.secrets()).noneMatch(e.toString()::contains);
    assertThat(sts.secrets()).noneMatch(e.toString()::contains);
  }

  @Test
  void aRehearsalShowsWhatCanNotBeHad() throws InterruptedException {
    sts.sts().onlyRole(ARN + "-other");
    assertThat(scoped.rehearse(source, ROLE, REPORTS)).isNull();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    String trouble = null;
    while (trouble == null && System.nanoTime() < end) {
      Thread.sleep(10);
      trouble = scoped.rehearse(source, ROLE, REPORTS);
    }
    assertThat(trouble).isEqualTo("STS refused with status 403 (AccessDenied)");
  }

  @Test
  void anAnswerInChunksIsReadToItsEnd() throws IOException {
    sts.behaviour().fail(request -> true, Fault.chunked());
    assertThat(document(REPORTS)).contains("\"Success\"");
  }

  @Test
  void aFailureIsNotAskedForAgainAtOnce() {
    sts.behaviour().fail(request -> true, Fault.status(503));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> document(REPORTS)).isInstanceOf(IOException.class);
    }
    assertThat(sts.journal().total()).isEqualTo(1);
  }

  @Test
  void aRoleThatMayNotBeAssumedIsToldByItsCode() {
    sts.sts().onlyRole(ARN + "-other");
    assertThatThrownBy(() -> document(REPORTS))
        .hasMessage("STS refused with status 403 (AccessDenied)");
  }

  @Test
  void credentialsThatHaveExpiredAlreadyAreNone() {
    sts.sts().lifetime(Duration.ofSeconds(-1));
    assertThatThrownBy(() -> document(REPORTS)).isInstanceOf(StsException.class);
  }

  @Test
  void withoutTheRolesOwnThereAreNone() {
    imds.behaviour().noRole();
    assertThatThrownBy(() -> document(REPORTS)).isInstanceOf(IOException.class);
    assertThat(sts.journal().total()).isZero();
  }

  @Test
  void aClockThatIsWrongIsRefusedByStsAndShownAsThat() {
    clock.setWallClockForward(Duration.ofMinutes(16));
    Simulator right = Simulator.builder().stsFor(imds).clock(new FakeClock().ofJdk()).build();
    try (right) {
      ScopedCredentials wrong = scoped(right.start().endpoint());
      assertThatThrownBy(() -> wrong.document(source, ROLE, REPORTS))
          .hasMessage("STS refused with status 403 (SignatureDoesNotMatch)");
    }
  }

  @Test
  void aMetadataServiceIsNeverTakenForSts() {
    Endpoint guarded = new Endpoint("ec2", InetAddress.getLoopbackAddress(), sts.port());
    assertThatThrownBy(() -> scoped(sts.endpoint(), guarded).document(source, ROLE, REPORTS))
        .hasMessageContaining("leads to a metadata service");
    assertThat(sts.journal().connections()).isZero();
  }
}
