package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.audit.Event;
import io.imdsguard.caller.CallerFinder;
import io.imdsguard.policy.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRequestsTest {
  private static final String ROLE = "/latest/meta-data/iam/security-credentials/demo";
  private static final String SERVICE = "http://127.0.0.1:4711";

  private final StandingGuard guard = new StandingGuard(SERVICE);

  private static byte[] request(String method, String path) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + method.length() + path.length());
    bytes.putInt(1).putInt(method.length()).put(bytes(method));
    return bytes.putInt(path.length()).put(bytes(path)).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void send(String endpoint, byte[] request) throws IOException {
    CallerFinder finder = new CallerFinder();
    new NativeRequests(guard, finder, new Requests(guard, finder))
        .require(bytes(endpoint), request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SERVICE,
        "http://127.0.0.1:4711/bucket",
        "127.0.0.1:4711",
        "http://localhost:4711",
        "http://other@127.0.0.1:4711",
        "http://[::ffff:127.0.0.1]:4711",
        "http://169.254.169.254"
      })
  void whoeverAsksAServiceIsRefused(String endpoint) {
    assertThatThrownBy(() -> send(endpoint, request("GET", ROLE)))
        .isInstanceOf(IOException.class)
        .hasMessage("refused by IMDS Guard, event 7");
  }

  @Test
  void theEventSaysWhatWasAskedFor() {
    assertThatThrownBy(() -> send(SERVICE, request("GET", ROLE))).isNotNull();

    Event event = guard.events().get(0);
    assertThat(event.decision).isEqualTo("deny");
    assertThat(event.method + " " + event.path).isEqualTo("GET " + ROLE);
  }

  @Test
  void monitorModeRecordsAndLetsThrough() throws IOException {
    guard.in(Mode.MONITOR);

    send(SERVICE, request("GET", ROLE));

    assertThat(guard.events()).extracting(event -> event.decision).containsExactly("would-deny");
  }

  @Test
  void aRequestThatCannotBeReadIsRefusedAsOneForCredentials() {
    byte[] endless = ByteBuffer.allocate(8).putInt(1).putInt(Integer.MAX_VALUE).array();

    assertThatThrownBy(() -> send(SERVICE, endless)).hasMessageContaining("event 7");
    assertThat(guard.events())
        .extracting(event -> event.kind + " " + event.path)
        .containsExactly("credentials null");
  }

  @Test
  void aMereConnectionIsRefusedAsOneForCredentials() {
    assertThatThrownBy(() -> send(SERVICE, null)).hasMessageContaining("event 7");
    assertThat(guard.events())
        .extracting(event -> event.kind + " " + event.path)
        .containsExactly("credentials null");
  }

  @Test
  void whereTheGuardDoesNotStandAServiceIsRefused() {
    guard.falls();

    assertThatThrownBy(() -> send(SERVICE, request("GET", ROLE))).hasMessage("not guarded");
  }

  @Test
  void whereTheGuardDoesNotStandAnotherHostIsLeftAlone() throws IOException {
    guard.falls();

    send("http://127.0.0.1:9000", request("GET", "/bucket/key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:9000",
        "http://10.0.0.1:4711",
        "http://my_bucket.storage.invalid:4711",
        "http://"
      })
  void anotherHostIsNeitherWaitedForNorRecorded(String endpoint) throws IOException {
    send(endpoint, request("GET", "/bucket/key"));

    assertThat(guard.wasAwaited()).isFalse();
    assertThat(guard.events()).isEmpty();
  }
}
