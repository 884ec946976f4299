package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * On the real address, with a service that also answers IMDSv1, and {@code mode=enforce} without a
 * policy file: application code gets no metadata over any transport of any JDK.
 */
class RealAddressTransportsIT {
  private static final String CREDENTIALS = Service.HOST + Service.CREDENTIALS;

  @RegisterExtension static final Service SERVICE = new Service();

  @TestFactory
  Stream<DynamicTest> aTransportOfTheJdkGetsNoMetadata() {
    return Jdk.all().stream()
        .flatMap(jdk -> refused(jdk, run(jdk, "io.imdsguard.probes.Transports", CREDENTIALS)));
  }

  @TestFactory
  Stream<DynamicTest> anIpv6TransportGetsNoMetadata() {
    String url = Service.HOST_V6 + Service.CREDENTIALS;
    return Jdk.all().stream()
        .flatMap(jdk -> refused(jdk, run(jdk, "io.imdsguard.probes.Transports", url)));
  }

  @TestFactory
  Stream<DynamicTest> javaNetHttpGetsNoMetadata() {
    return Jdk.from(11).stream()
        .flatMap(jdk -> refused(jdk, run(jdk, "io.imdsguard.probes.HttpClients", CREDENTIALS)));
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentEachTransportWouldGetThem() {
    return Stream.of(Jdk.current())
        .flatMap(
            jdk ->
                Jvm.on(jdk)
                    .run("io.imdsguard.probes.Transports", CREDENTIALS)
                    .probes()
                    .entrySet()
                    .stream())
        .map(
            probe ->
                DynamicTest.dynamicTest(
                    probe.getKey(),
                    () -> assertThat(probe.getValue()).startsWith("GOT").contains("Secret")));
  }

  private static Jvm.Run run(Jdk jdk, String main, String url) {
    return Jvm.on(jdk).guarded("mode=enforce").run(main, url);
  }

  private static Stream<DynamicTest> refused(Jdk jdk, Jvm.Run run) {
    Map<String, String> probes = run.probes();
    List<String> secrets = SERVICE.simulator().secrets();
    Stream<DynamicTest> each =
        probes.entrySet().stream()
            .map(
                probe ->
                    DynamicTest.dynamicTest(
                        jdk + ": " + probe.getKey(),
                        () ->
                            assertThat(probe.getValue())
                                .as(run.toString())
                                .startsWith("REFUSED 403")));
    DynamicTest ran =
        DynamicTest.dynamicTest(
            jdk + ": the probes ran", () -> assertThat(probes).as(run.toString()).isNotEmpty());
    DynamicTest leaked =
        DynamicTest.dynamicTest(
            jdk + ": no secret was printed",
            () -> assertThat(secrets).noneMatch(run.toString()::contains));
    return Stream.concat(each, Stream.of(ran, leaked));
  }
}
