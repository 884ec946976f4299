package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ways over which AWS CRT's native code sends HTTP where it is told: with the agent none of
 * them reaches the service, whoever asks.
 */
class CrtRoadsIT {
  /** Where whoever may gets the gate's answer. */
  private static final String[] LED_TO_THE_GATE = {"plain", "continuation"};

  private static final String[] MESSAGING = {"mqtt", "mqtt5", "eventstream"};
  private static final String[] CLOSED = {
    "http2", "proxy", "s3", "s3-proxy", "mqtt", "mqtt5", "eventstream"
  };
  private static final String[] ALL =
      Stream.of(LED_TO_THE_GATE, CLOSED).flatMap(Stream::of).toArray(String[]::new);

  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir Path folder;

  @BeforeEach
  void nothingHasBeenAsked() {
    SERVICE.simulator().journal().clear();
  }

  /** Each version of the client matrix on each of its JDKs. */
  static List<MatrixCell> cells() {
    return MatrixCell.of("AWS CRT");
  }

  private static Jvm jvm(MatrixCell cell) {
    return Jvm.on(cell.jdk()).classPath(cell.jars().resolve("*"));
  }

  private String permitting() throws IOException {
    return "policy="
        + Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            mode: enforce
            rules:
              - allow: probe
                callers: [{class: io.imdsguard.probes.CrtRoads}]
                paths: ["@credentials"]
            """);
  }

  private static Jvm.Run run(Jvm jvm, String host, String... ways) {
    Stream<String> arguments =
        Stream.concat(Stream.of(host + Service.CREDENTIALS), Stream.of(ways));
    return jvm.run("io.imdsguard.probes.CrtRoads", arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void withoutTheAgentTheyReachTheService(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell), Service.HOST, "plain", "continuation", "s3");

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(3)
        .allMatch(outcome -> outcome.startsWith("GOT"));
    assertThat(SERVICE.simulator().journal().withoutToken()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void withoutTheAgentMessagingClientsReachTheServiceButShowNothing(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell), Service.HOST, MESSAGING);

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(MESSAGING.length)
        .noneMatch(outcome -> outcome.startsWith("GOT"));
    assertThat(SERVICE.simulator().journal().withoutToken()).isNotEmpty();
    assertThat(SERVICE.simulator().secrets()).noneMatch(secret -> run.toString().contains(secret));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whoMayNotGetsNothingOverAnyAndTheServiceIsNotAsked(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell).guarded("mode=enforce"), Service.HOST, ALL);

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(ALL.length)
        .noneMatch(outcome -> outcome.startsWith("GOT"));
    assertThat(SERVICE.simulator().journal().requests()).isEmpty();
    assertThat(SERVICE.simulator().journal().malformed()).isZero();
    assertThat(SERVICE.simulator().secrets()).noneMatch(secret -> run.toString().contains(secret));
    assertThat(run.stderr()).doesNotContain("NOT GUARDED");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void whoMayGetsTheAgentsOwnWhereTheGateIsOnTheWay(MatrixCell cell) throws IOException {
    Map<String, String> outcomes =
        run(jvm(cell).guarded(permitting()), Service.HOST, LED_TO_THE_GATE).probes();

    assertThat(outcomes.values())
        .hasSize(LED_TO_THE_GATE.length)
        .allMatch(outcome -> outcome.startsWith("GOT"));
    // What native code had sent itself would have no token.
    assertThat(SERVICE.simulator().journal().credentialLoads()).isNotEmpty();
    assertThat(SERVICE.simulator().journal().withoutToken()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void noRuleOpensTheOthers(MatrixCell cell) throws IOException {
    Jvm.Run run = run(jvm(cell).guarded(permitting()), Service.HOST, CLOSED);

    assertThat(run.probes().values())
        .as(run.toString())
        .hasSize(CLOSED.length)
        .noneMatch(outcome -> outcome.startsWith("GOT"));
    assertThat(SERVICE.simulator().journal().withoutToken()).isEmpty();
    assertThat(SERVICE.simulator().journal().malformed()).isZero();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theEventOfARequestOfTheS3ClientsSaysWhoAskedForWhat(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell).guarded("mode=enforce"), Service.HOST, "s3");

    assertThat(run.stderr().lines())
        .as(run.toString())
        .filteredOn(line -> line.contains("\"decision\":\"deny\""))
        .singleElement()
        .asString()
        .contains("\"class\":\"io.imdsguard.probes.CrtRoads\"")
        .contains("\"method\":\"GET\",\"path\":\"" + Service.CREDENTIALS + "\"")
        .contains("\"reason\":\"native code would ask the service itself\"");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theEventOfAMessagingClientsConnectionSaysWhoAsked(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell).guarded("mode=enforce"), Service.HOST, MESSAGING);

    assertThat(run.stderr().lines())
        .as(run.toString())
        .filteredOn(line -> line.contains("\"decision\":\"deny\""))
        .hasSize(MESSAGING.length)
        .allMatch(line -> line.contains("\"class\":\"io.imdsguard.probes.CrtMessaging\""));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void monitorModeRecordsARequestOfTheS3ClientsAndLetsItGo(MatrixCell cell) {
    Jvm.Run run = run(jvm(cell).guarded("mode=monitor"), Service.HOST, "s3");

    assertThat(run.probes().get("s3")).as(run.toString()).startsWith("GOT");
    assertThat(run.stderr()).contains("\"decision\":\"would-deny\"");
  }

  @ParameterizedTest
  @MethodSource("cells")
  void anotherHostAtTheServicesPortIsUntouched(MatrixCell cell) {
    try (Simulator other = other()) {
      String host = "http://169.254.169.253";
      Jvm.Run run = run(jvm(cell).guarded("mode=enforce"), host, "plain", "continuation", "s3");

      assertThat(run.probes().values())
          .as(run.toString())
          .hasSize(3)
          .allMatch(outcome -> outcome.startsWith("GOT"));
      assertThat(other.journal().requests()).hasSize(3);
      assertThat(run.stderr()).doesNotContain("\"decision\"");
    }
  }

  private static Simulator other() {
    Namespace.required();
    Simulator other =
        Simulator.builder()
            .address("169.254.169.253")
            .port(80)
            .role(Service.ROLE)
            .imdsV1(true)
            .build()
            .start();
    other.behaviour().keepAlive(false);
    return other;
  }
}
