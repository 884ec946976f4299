package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.signer.AwsSigner;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.ServerCertificate;
import io.imdsguard.simulator.Simulator;
import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.Scope;
import io.imdsguard.sts.StsSettings;
import io.imdsguard.sts.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** STS is asked over TLS, and only who is who the policy says is trusted. */
@Timeout(60)
class StsTlsTest {
  private static final Scope SCOPE = new Scope("reports", "{\"Statement\":[]}", 900);
  private static final int LIMIT_MILLIS = 2_000;

  @TempDir private static Path folder;
  private static ServerCertificate forLocalhost;
  private static ServerCertificate forAnother;

  private final Simulator imds = Simulator.builder().build().start();
  private Simulator sts;

  @BeforeAll
  static void makeCertificates() throws Exception {
    forLocalhost = ServerCertificate.make(folder.resolve("localhost.p12"), "dns:localhost");
    forAnother = ServerCertificate.make(folder.resolve("another.p12"), "dns:sts.example.com");
  }

  @AfterEach
  void stop() {
    imds.close();
    if (sts != null) {
      sts.close();
    }
  }

  private int serve(ServerCertificate certificate) throws Exception {
    sts = Simulator.builder().stsFor(imds).tls(certificate.context()).build().start();
    return sts.port();
  }

  private String document(int port, ServerCertificate trusted) throws IOException {
    TlsClient.TrustStore trust =
        trusted == null
            ? new TlsClient.TrustStore(System.getProperty("java.home"), null, null, null)
            : new TlsClient.TrustStore(
                null, trusted.store().toString(), "PKCS12", ServerCertificate.PASSWORD);
    String arn = "arn:aws:iam::123456789012:role/app";
    StsSettings settings = new StsSettings(arn, "eu-central-1", "https://localhost:" + port);
    ScopedCredentials scoped =
        new ScopedCredentials(
            new AssumeRole(settings, "web.1"),
            new SocketTransport(),
            trust,
            AwsSigner::new,
            List.of(),
            new SystemClock(),
            new Limits(1_000, 1, LIMIT_MILLIS, 300));
    MetadataClient source =
        new MetadataClient(
            new Endpoint("ec2", InetAddress.getLoopbackAddress(), imds.port()),
            new SocketTransport());
    return Replies.text(scoped.document(source, Ec2Snapshot.ROLES + "demo-role", SCOPE));
  }

  @Test
  void aTrustedStsIsAsked() throws Exception {
    assertThat(document(serve(forLocalhost), forLocalhost)).contains("\"Success\"");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() throws Exception {
    int port = serve(forLocalhost);
    assertThatThrownBy(() -> document(port, forAnother)).hasMessageContaining("SSL");
    assertThat(sts.journal().total()).isZero();
  }

  @Test
  void theJdksOwnRootsDoNotVouchForAnyone() throws Exception {
    int port = serve(forLocalhost);
    assertThatThrownBy(() -> document(port, null)).hasMessageContaining("SSL");
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsNotTaken() throws Exception {
    int port = serve(forAnother);
    assertThatThrownBy(() -> document(port, forAnother)).hasMessageContaining("SSL");
    assertThat(sts.journal().total()).isZero();
  }

  @Test
  void anAnswerThatEndsTooEarlyIsNone() throws Exception {
    int port = serve(forLocalhost);
    sts.behaviour().fail(request -> true, Fault.truncateBody(100));
    assertThatThrownBy(() -> document(port, forLocalhost)).isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatHangsInTheHandshakeHasATimeLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> document(silent.getLocalPort(), forLocalhost))
          .hasMessageContaining("timed out");
    }
  }

  @Test
  void oneThatTricklesHasNoMore() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread trickle = new Thread(() -> trickle(server));
      trickle.start();
      long start = System.nanoTime();
      assertThatThrownBy(() -> document(server.getLocalPort(), forLocalhost))
          .hasMessageContaining("timed out");
      assertThat(System.nanoTime() - start)
          .isLessThan(TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS + 2_000));
      trickle.join();
    }
  }

  /** The beginning of a record as long as one can be, a byte at a time. */
  private static void trickle(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0});
      while (true) {
        socket.getOutputStream().write(2);
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
    }
  }
}
