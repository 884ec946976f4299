package io.imdsguard.gate;

import static io.imdsguard.gate.GateFixture.KEYS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.audit.Event;
import io.imdsguard.audit.JsonLinesLog;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gate writes of a request, and when. */
@Timeout(60)
class EventTest {
  private static final String AMI = "/latest/meta-data/ami-id";
  private GateFixture gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateFixture();
  }

  @AfterEach
  void close() throws IOException {
    gate.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ENFORCE, true, " + KEYS,
    "ENFORCE, true, " + AMI,
    "ENFORCE, true, " + AMI + "?x=1",
    "ENFORCE, false, " + KEYS,
    "ENFORCE, true, /latest%2fuser-data",
    "MONITOR, false, " + KEYS,
    "MONITOR, false, " + AMI + "?x=1",
    "MONITOR, false, /latest%2fuser-data"
  })
  void isWrittenBeforeTheAnswerLeaves(Mode mode, boolean allowed, String target)
      throws IOException {
    gate.mode = mode;
    gate.decision = allowed ? Decision.allow("test", "") : Decision.deny(null, "");
    List<Integer> arrived = new ArrayList<>();
    try (Socket socket = gate.connect()) {
      gate.beforeWrite = () -> arrived.add(available(socket));
      socket
          .getOutputStream()
          .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }

    assertThat(arrived).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void isOneForEachRequest(Mode mode) throws IOException {
    askForEverything(mode);

    assertThat(gate.events).extracting(event -> event.seq).doesNotHaveDuplicates().hasSize(9);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void noLineHoldsASecret(Mode mode, @TempDir Path folder) throws IOException {
    List<String> secrets = new ArrayList<>(askForEverything(mode));
    secrets.addAll(gate.service.secrets());
    JsonLinesLog log =
        JsonLinesLog.open(folder.resolve("audit").toString(), line -> {}, Thread::new);
    for (Event event : gate.events) {
      log.write(event, 60_000);
    }

    assertThat(secrets).noneMatch(Files.readString(folder.resolve("audit"))::contains);
  }

  @Test
  void aTokenThatIsRefusedIsNotInIt() throws IOException {
    gate.get(AMI, "X-aws-ec2-metadata-token: SIMguessed");

    assertThat(gate.event().reason).doesNotContain("SIMguessed");
  }

  /**
   * Whatever yields a secret and whatever fails over one.
   *
   * @return the gate's own tokens
   */
  private List<String> askForEverything(Mode mode) throws IOException {
    gate.mode = mode;
    String answer =
        gate.request("PUT", "/latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds: 60");
    String token = answer.substring(answer.indexOf("\r\n\r\n") + 4).trim();
    String field = "X-aws-ec2-metadata-token: " + token;
    gate.get(KEYS, field);
    gate.get(KEYS, field + "x");
    gate.get("/latest/user-data", field);
    gate.get("/latest/user-data?token=" + token, field);
    gate.get("/" + token + "%00", field);
    gate.send("GET  /latest/user-data HTTP/1.1\r\n" + field + "\r\n\r\n");
    gate.fault = new IllegalStateException(token);
    gate.get(KEYS, field);
    gate.fault = null;
    gate.service.close();
    gate.get(AMI, field);
    return List.of(token);
  }

  private static int available(Socket socket) {
    try {
      return socket.getInputStream().available();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
