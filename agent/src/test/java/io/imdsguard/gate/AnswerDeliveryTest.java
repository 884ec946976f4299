package io.imdsguard.gate;

import static io.imdsguard.gate.GateFixture.KEYS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.metadata.Crowd;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.simulator.Fault;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer arrives whole, or the client can tell that it did not. */
@Timeout(60)
class AnswerDeliveryTest {
  private static final String PATH = "/latest/meta-data/ami-id";

  /** With a query and in monitor mode a request is carried as it came. */
  private static final String TUNNELLED = PATH + "?x=1";

  private static final String HEAD = "GET " + PATH + " HTTP/1.1\r\nHost: a\r\nX-Filler: y\r\n\r\n";

  /** More than the sockets between them hold. */
  private static final int MUCH = 8 << 20;

  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  @Test
  void aRefusalIsNotLostToMegabytesThatNobodyReads() throws IOException {
    gate.decision = Decision.deny(null, "denied");

    assertThat(sendWithMuchMore(HEAD)).startsWith("HTTP/1.1 403 ").endsWith("event 1\n");
  }

  @Test
  void anAnswerIsNotLostToMegabytesThatNobodyReads() throws IOException {
    assertThat(sendWithMuchMore(HEAD)).startsWith("HTTP/1.1 200 ").contains("ami-");
  }

  @Test
  void anAnswerIsNotLostToMegabytesThatTheServiceDoesNotRead() throws IOException {
    gate.mode = Mode.MONITOR;

    assertThat(sendWithMuchMore(HEAD.replace(PATH, TUNNELLED))).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void anAnswerArrivesAtAClientThatHasEndedItsSide(Mode mode) throws IOException {
    gate.mode = mode;
    try (Socket socket = gate.connect()) {
      socket.getOutputStream().write(HEAD.replace(PATH, TUNNELLED).getBytes(ISO_8859_1));
      socket.shutdownOutput();

      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void anAnswerWithoutLengthThatIsCutShortEndsInAReset() {
    String chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nami-\r\n";
    gate.service
        .behaviour()
        .fail(request -> request.path().equals(PATH), Fault.raw(chunk.getBytes(ISO_8859_1)));

    assertThatThrownBy(() -> gate.get(PATH)).isInstanceOf(SocketException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {PATH, TUNNELLED})
  void aServiceThatClosesWithoutAnAnswerIsA503(String target) throws IOException {
    gate.mode = Mode.MONITOR;
    gate.service
        .behaviour()
        .fail(request -> request.target().startsWith(PATH), Fault.closeWithoutAnswer());

    assertThat(gate.get(target)).startsWith("HTTP/1.1 503 ");
  }

  @Test
  @Timeout(8) // A pump that nobody ends gives up after ten seconds.
  void aServiceThatClosesWithoutAnAnswerHoldsNobodyUp() throws Exception {
    gate.mode = Mode.MONITOR;
    gate.service
        .behaviour()
        .fail(request -> request.target().startsWith(PATH), Fault.closeWithoutAnswer());
    try (Socket socket = gate.connect()) {
      socket.getOutputStream().write(HEAD.replace(PATH, TUNNELLED).getBytes(ISO_8859_1));
      socket.getInputStream().readAllBytes();
      awaitNoPump();
    }
  }

  @Test
  void theKeysArriveWholeAtEveryOneOfAThousandClients() throws Exception {
    String document = body(gate.get(KEYS));

    assertThat(Crowd.of(1_000, () -> body(gate.get(KEYS)))).containsOnly(document).hasSize(1_000);
  }

  private static void awaitNoPump() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().endsWith("-pump"))) {
      Thread.sleep(5);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private String sendWithMuchMore(String head) throws IOException {
    try (Socket socket = gate.connect()) {
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[MUCH]);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
