package io.imdsguard.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.RecordedRequest;
import io.imdsguard.simulator.TokenMode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In monitor mode a denied request is answered as without the agent, and recorded. */
@Timeout(60)
class MonitorTest {
  private static final String HOST = " HTTP/1.1|Host: a|Connection: close|";
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
    gate.mode = Mode.MONITOR;
    gate.decision = Decision.deny(null, "no rule");
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /latest/meta-data/ami-id" + HOST + "|",
        "HEAD /latest/meta-data/ami-id" + HOST + "|",
        "GET /latest/meta-data/nothing" + HOST + "|",
        "GET /latest/meta-data/ami-id HTTP/1.0||",
        "GET  /latest/meta-data/ami-id" + HOST + "|",
        "GET /latest/meta-data/ami-id" + HOST + "X-A: b\rX-B: c||",
        "GET /latest/meta-data/ami-id" + HOST + "X-A: b| c||",
        "GET /latest/meta-data/ami-id" + HOST + "Host: b||",
        "GET /latest/meta-data/ami-id?x=1" + HOST + "|",
        "GET /latest%2Fmeta-data/ami-id" + HOST + "|",
        "GET /latest/meta-data/ami-id#x" + HOST + "|",
        "GET /latest/meta-data/ami-id" + HOST + "X-aws-ec2-metadata-token: unknown||",
        "FROB /latest/meta-data/ami-id" + HOST + "|",
        "PUT /latest/api/token" + HOST + "X-aws-ec2-metadata-token-ttl-seconds: 0||",
        "PUT /2021-03-23/api/token" + HOST + "X-aws-ec2-metadata-token-ttl-seconds: 60||",
        "GET /metadata/instance?api-version=2021-02-01" + HOST + "Metadata: true||",
        "GET /computeMetadata/v1/?recursive=true" + HOST + "Metadata-Flavor: Google||",
        "POST /echo HTTP/1.1|Host: a|Content-Length: 5|Connection: close||hello",
        "POST /echo HTTP/1.1|Host: a|Transfer-Encoding: chunked|Connection: close||5|hello|0||"
      })
  void theAnswerIsTheServices(String request) throws IOException {
    String bytes = request.replace("|", "\r\n");

    assertThat(core(gate.send(bytes))).isEqualTo(core(directly(bytes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /latest/meta-data/ami-id" + HOST + "|",
        "GET  /latest/meta-data/ami-id" + HOST + "|",
        "GET /metadata/instance?api-version=2021-02-01" + HOST + "Metadata: true||",
        "POST /echo" + HOST + "Content-Length: 5||hello"
      })
  void whatEnforceModeWouldRefuseIsRecordedAsSuch(String request) throws IOException {
    gate.send(request.replace("|", "\r\n"));

    assertThat(gate.event().decision).isEqualTo("would-deny");
  }

  @Test
  void anotherCloudsRequestArrivesWithItsQueryAndHeaderFields() throws IOException {
    gate.get("/metadata/instance?api-version=2021-02-01", "Metadata: true", "X-Own: 1");

    assertThat(gate.service.journal().requests())
        .singleElement()
        .matches(request -> request.target().endsWith("?api-version=2021-02-01"))
        .matches(request -> "1".equals(request.header("X-Own")));
  }

  @Test
  void whoIsNotPermittedIsGivenNoSessionTokenThatTheServiceRequires() throws IOException {
    gate.service.behaviour().tokens(TokenMode.REQUIRED);

    assertThat(gate.get(GateFixture.KEYS)).startsWith("HTTP/1.1 401 ").doesNotContain("SIM");
  }

  @Test
  void whoIsPermittedIsUpgraded() throws IOException {
    gate.service.behaviour().tokens(TokenMode.REQUIRED);
    gate.decision = Decision.allow("test", "allowed by the test");

    assertThat(gate.get(GateFixture.KEYS)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aLongPollIsWaitedFor() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    gate.service.behaviour().fail(MonitorTest::isPoll, Fault.hold(changed));
    FutureTask<String> poll = new FutureTask<>(() -> gate.get("/echo?wait_for_change=true"));
    new Thread(poll).start();
    gate.service.journal().await(1, MonitorTest::isPoll, Duration.ofSeconds(30));
    changed.countDown();

    assertThat(poll.get()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aFaultOfOursRefusesNothing() throws IOException {
    gate.fault = new IllegalStateException("a bug");

    assertThat(gate.get("/latest/meta-data/ami-id")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatCantBeRecordedIsAnsweredAllTheSame() throws IOException {
    gate.recordable = false;

    assertThat(gate.get("/latest/meta-data/ami-id")).startsWith("HTTP/1.1 200 ");
  }

  private static boolean isPoll(RecordedRequest request) {
    return request.target().contains("wait_for_change");
  }

  private String directly(String request) throws IOException {
    URI service = URI.create(gate.service.endpoint());
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** The status line and the body. */
  private static String core(String answer) {
    return answer.substring(0, answer.indexOf("\r\n"))
        + answer.substring(answer.indexOf("\r\n\r\n"));
  }
}
