package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where there is no metadata service, a program sees with the agent what it sees without. */
class NoServiceIT {

  @BeforeAll
  static void needNamespace() {
    Namespace.required();
  }

  @TestFactory
  Stream<DynamicTest> everyTransportFailsAsItWould() {
    String url = Service.HOST + Service.CREDENTIALS;
    return Jdk.all().stream()
        .flatMap(jdk -> same(jdk, Jvm.on(jdk), "io.imdsguard.probes.Transports", url));
  }

  @TestFactory
  Stream<DynamicTest> awsDefaultChain() {
    String url = Service.HOST + Service.CREDENTIALS;
    return Jdk.few().stream()
        .flatMap(jdk -> same(jdk, Jvm.on(jdk).library("aws-v2"), "io.imdsguard.probes.AwsV2", url));
  }

  @TestFactory
  Stream<DynamicTest> azureDefaultCredential() {
    return Stream.of(Jdk.current())
        .flatMap(
            jdk ->
                same(
                    jdk,
                    Jvm.on(jdk).library("azure-identity"),
                    "io.imdsguard.probes.AzureIdentity"));
  }

  @TestFactory
  Stream<DynamicTest> googleDefaultCredentials() {
    return Jdk.few().stream()
        .flatMap(
            jdk -> same(jdk, Jvm.on(jdk).library("google-auth"), "io.imdsguard.probes.GoogleAuth"));
  }

  private static Stream<DynamicTest> same(Jdk jdk, Jvm jvm, String main, String... arguments) {
    jvm.environment("HOME", "/nonexistent");
    Jvm.Run bare = jvm.run(main, arguments);
    return Stream.of("monitor", "enforce")
        .flatMap(
            mode -> {
              Jvm.Run guarded = jvm.guarded("mode=" + mode).run(main, arguments);
              return bare.probes().entrySet().stream()
                  .map(
                      probe ->
                          DynamicTest.dynamicTest(
                              jdk + ", " + mode + ": " + probe.getKey(),
                              () ->
                                  assertThat(plain(guarded.probes().get(probe.getKey())))
                                      .as(guarded.toString())
                                      .startsWith("FAILED")
                                      .isEqualTo(plain(probe.getValue()))));
            });
  }

  /**
   * Without what differs between two runs (times, identifiers, object hashes) and between the
   * transports of one JDK: up to 12 some of them say why in brackets again.
   */
  private static String plain(String outcome) {
    return outcome
        .replace(" (Connection refused)", "")
        .replace(" (connect failed)", "")
        .replaceAll("[0-9a-f-]{8,}|[0-9]+ ?ms|@[0-9a-f]+|[0-9:.TZ-]{10,}", "#");
  }
}
