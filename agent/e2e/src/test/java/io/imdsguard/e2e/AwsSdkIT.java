package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With {@code mode=enforce} and no policy file the AWS SDKs' own providers get keys and region from
 * the real address, on every JDK; whoever else uses the SDK's helpers or connections gets nothing;
 * and no request goes out without a session token.
 */
class AwsSdkIT {
  @RegisterExtension static final Service SERVICE = new Service();

  @TestFactory
  Stream<DynamicTest> sdkV1Of2019() {
    return onEveryJdk("aws-v1-2018", "io.imdsguard.probes.AwsV1", Service.CREDENTIALS);
  }

  @TestFactory
  Stream<DynamicTest> newestSdkV1() {
    return onEveryJdk("aws-v1", "io.imdsguard.probes.AwsV1", Service.CREDENTIALS);
  }

  /** Up to 2.17.0 it is the providers' base class that asks. */
  @TestFactory
  Stream<DynamicTest> sdkV2Of2020() {
    String url = Service.HOST + Service.CREDENTIALS;
    return onEveryJdk("aws-v2-2.15", "io.imdsguard.probes.AwsV2", url);
  }

  @TestFactory
  Stream<DynamicTest> sdkV2Of2022() {
    String url = Service.HOST + Service.CREDENTIALS;
    return onEveryJdk("aws-v2-2.17", "io.imdsguard.probes.AwsV2", url);
  }

  @TestFactory
  Stream<DynamicTest> newestSdkV2() {
    String url = Service.HOST + Service.CREDENTIALS;
    return onEveryJdk("aws-v2", "io.imdsguard.probes.AwsV2", url);
  }

  @TestFactory
  Stream<DynamicTest> anExpressionThatCallsTheSdk() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                check(
                    jdk,
                    enforced(jdk)
                        .library("aws-v2")
                        .library("spring-expression")
                        .run("io.imdsguard.probes.SpringExpression")));
  }

  private static Stream<DynamicTest> onEveryJdk(String library, String main, String argument) {
    return Jdk.all().stream()
        .flatMap(jdk -> check(jdk, enforced(jdk).library(library).run(main, argument)));
  }

  private static Jvm enforced(Jdk jdk) {
    return Jvm.on(jdk).guarded("mode=enforce").environment("HOME", "/nonexistent");
  }

  private static Stream<DynamicTest> check(Jdk jdk, Jvm.Run run) {
    Map<String, String> probes = run.probes();
    List<String> secrets = SERVICE.simulator().secrets();
    int withoutToken = SERVICE.simulator().journal().withoutToken().size();
    Stream<DynamicTest> each =
        probes.entrySet().stream()
            .map(
                probe ->
                    DynamicTest.dynamicTest(
                        jdk + ": " + probe.getKey(),
                        () ->
                            assertThat(probe.getValue())
                                .as(run.toString())
                                .matches(expected(probe.getKey()))));
    return Stream.concat(
        each,
        Stream.of(
            DynamicTest.dynamicTest(
                jdk + ": the probes ran", () -> assertThat(probes).as(run.toString()).isNotEmpty()),
            DynamicTest.dynamicTest(
                jdk + ": no secret was printed",
                () -> assertThat(secrets).noneMatch(run.toString()::contains)),
            DynamicTest.dynamicTest(
                jdk + ": no request went out without a session token",
                () -> assertThat(withoutToken).isZero())));
  }

  private static String expected(String probe) {
    if (probe.startsWith("attack") || probe.startsWith("spel")) {
      return "(REFUSED|FAILED) .*";
    }
    return probe.startsWith("region") ? "GOT 200 [a-z]+-[a-z]+-[0-9]" : "GOT 200 ASIA.*";
  }
}
