package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The gate speaks HTTP/1.1 only, as EC2 does: a client that begins with HTTP/2's preface is refused
 * by name, and never gets to the service by another road.
 */
class Http2IT {
  private static final String PROBE = "io.imdsguard.probes.clients.Http2";
  private static final String URL = Service.HOST + Service.CREDENTIALS;
  @RegisterExtension static final Service SERVICE = new Service();

  @TestFactory
  Stream<DynamicTest> noClientGetsAnAnswer() {
    return onEach(
        run ->
            assertThat(run.probes().values())
                .as(run.toString())
                .hasSize(3)
                .allMatch(answer -> answer.startsWith("FAILED")));
  }

  @TestFactory
  Stream<DynamicTest> eachTryIsRecordedAsARefusalOfWhoAsked() {
    return onEach(
        run ->
            assertThat(run.stderr().lines().filter(line -> line.startsWith("{")))
                .as(run.toString())
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(line -> line.contains("\"decision\":\"deny\""))
                .allMatch(line -> line.contains("its method is unknown"))
                .allMatch(line -> line.contains("\"caller\":{\"class\":\"" + PROBE + "\"")));
  }

  @TestFactory
  Stream<DynamicTest> theServiceSeesNothingOfIt() {
    return onEach(run -> assertThat(seen()).isZero());
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentTheServiceWouldSeeIt() {
    return Stream.of(MatrixCell.of("Apache HttpClient 5").get(0))
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      SERVICE.simulator().journal().clear();
                      Jvm.on(cell.jdk()).classPath(cell.jars().resolve("*")).run(PROBE, URL);
                      assertThat(seen()).isPositive();
                    }));
  }

  private static long seen() {
    return SERVICE.simulator().journal().malformed()
        + SERVICE.simulator().journal().withoutToken().size();
  }

  private interface Check {
    void on(Jvm.Run run);
  }

  private static Stream<DynamicTest> onEach(Check check) {
    return MatrixCell.of("Apache HttpClient 5").stream()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      SERVICE.simulator().journal().clear();
                      check.on(
                          Jvm.on(cell.jdk())
                              .guarded("mode=enforce")
                              .classPath(cell.jars().resolve("*"))
                              .run(PROBE, URL));
                    }));
  }
}
