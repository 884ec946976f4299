package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A WebSocket to the metadata service is an HTTP request to the gate, which answers it as one: no
 * connection is ever switched to another protocol, whoever asks.
 */
class WebSocketIT {
  private static final String PROBE = "io.imdsguard.probes.WebSockets";
  private static final String ID = "/latest/meta-data/ami-id";
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;
  private static RecordingProxy proxy;

  @BeforeAll
  static void startProxy() {
    proxy = RecordingProxy.start();
  }

  @AfterAll
  static void stopProxy() {
    if (proxy != null) {
      proxy.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> whoMayNotAskIsRefused() {
    return onEach(
        Service.CREDENTIALS,
        run ->
            assertThat(run.probes().values())
                .as(run.toString())
                .hasSize(5)
                .containsOnly("REFUSED handshake 403"));
  }

  @TestFactory
  Stream<DynamicTest> whoMayAskIsAnsweredWithoutAWebSocket() {
    return onEach(
        ID,
        run ->
            assertThat(run.probes().values())
                .as(run.toString())
                .hasSize(5)
                .containsOnly("REFUSED handshake 200"));
  }

  @TestFactory
  Stream<DynamicTest> eachHandshakeNamesWhoAsked() {
    return onEach(
        Service.CREDENTIALS,
        run ->
            assertThat(run.stderr().lines().filter(line -> line.startsWith("{")))
                .hasSize(5)
                .allMatch(line -> line.contains("\"caller\":{\"class\":\"" + PROBE + "\"")));
  }

  @TestFactory
  Stream<DynamicTest> theServiceSeesTheAgentsOwnRequestsOnly() {
    return onEach(
        ID,
        run ->
            assertThat(SERVICE.simulator().journal().requests())
                .isNotEmpty()
                .allMatch(request -> request.isTokenRequest() || request.carriesToken())
                .allMatch(request -> request.header("Upgrade") == null));
  }

  @TestFactory
  Stream<DynamicTest> noProxyCarriesOneOut() {
    return onEach(ID, run -> assertThat(proxy.connections()).isZero());
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheServiceAndTheProxyWouldSeeThem() {
    return Stream.of(
        DynamicTest.dynamicTest(
            Jdk.current().toString(),
            () -> {
              try (RecordingProxy seeing = RecordingProxy.start()) {
                Jvm.on(Jdk.current()).run(PROBE, Service.HOST + ID, "" + seeing.port());
                assertThat(seeing.connections()).isPositive();
              }
              assertThat(SERVICE.simulator().journal().requests())
                  .anyMatch(request -> request.header("Upgrade") != null);
            }));
  }

  private interface Check {
    void on(Jvm.Run run);
  }

  private static Stream<DynamicTest> onEach(String path, Check check) {
    return OnJdks.each(
        Jdk.from(11),
        jdk -> {
          SERVICE.simulator().journal().clear();
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("policy=" + policy())
                  .run(PROBE, Service.HOST + path, "" + proxy.port());
          check.on(run);
        });
  }

  private static Path policy() {
    try {
      return Files.writeString(
          folder.resolve("policy.yaml"),
          """
          version: 1
          mode: enforce
          rules:
            - allow: image
              callers: [{class: io.imdsguard.probes.WebSockets}]
              paths: ["/latest/meta-data/ami-id"]
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
