package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code mode=enforce} and no policy file the AWS SDKs' providers get a container's keys, from
 * ECS and from EKS Pod Identity; nobody else does; and the service is asked once for all.
 */
class ContainersIT {
  private static final String ECS = "169.254.170.2";
  private static final String EKS = "169.254.170.23";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> sdkV1InAnEcsTask() {
    return onJdks(jdk -> task(jdk, "aws-v1", "AwsV1Container"));
  }

  @TestFactory
  Stream<DynamicTest> sdkV2InAnEcsTask() {
    return onJdks(jdk -> task(jdk, "aws-v2", "AwsV2Container"));
  }

  @TestFactory
  Stream<DynamicTest> sdkV2Of2020InAnEcsTask() {
    return onJdks(jdk -> task(jdk, "aws-v2-2.15", "AwsV2Container"));
  }

  @TestFactory
  Stream<DynamicTest> sdkV1InAnEksPod() {
    return onJdks(jdk -> pod(jdk, "aws-v1", "AwsV1Container", EKS, 80));
  }

  @TestFactory
  Stream<DynamicTest> sdkV2InAnEksPod() {
    return onJdks(jdk -> pod(jdk, "aws-v2", "AwsV2Container", EKS, 80));
  }

  @TestFactory
  Stream<DynamicTest> sdkV2InAnEksPodOverIpv6() {
    return onJdks(jdk -> pod(jdk, "aws-v2", "AwsV2Container", "fd00:ec2::23", 80));
  }

  @TestFactory
  Stream<DynamicTest> sdkV2WhoseFullUriIsOnLoopback() {
    return onJdks(jdk -> pod(jdk, "aws-v2", "AwsV2Container", "127.0.0.1", 0));
  }

  private Stream<DynamicTest> task(Jdk jdk, String library, String main) {
    try (Simulator service = start(ECS, 80, Cloud.ECS)) {
      String path = service.taskCredentialsPath();
      Path audit = folder.resolve("ecs-" + jdk + library);
      Jvm.Run run =
          enforced(jdk, audit)
              .library(library)
              .environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path)
              .run("io.imdsguard.probes." + main, "http://" + ECS + path);
      return check(jdk, run, service, "ecs", audit);
    }
  }

  private Stream<DynamicTest> pod(Jdk jdk, String library, String main, String host, int port) {
    try (Simulator service = start(host, port, Cloud.EKS)) {
      String url = service.endpoint() + service.podCredentialsPath();
      Path audit = folder.resolve("eks-" + jdk + library + host);
      Path token = Files.writeString(folder.resolve("token"), service.podToken());
      Jvm.Run run =
          enforced(jdk, audit)
              .library(library)
              .environment("AWS_CONTAINER_CREDENTIALS_FULL_URI", withoutPort80(url))
              .environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString())
              .environment(
                  "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", host.contains(":") ? "IPv6" : "IPv4")
              .run("io.imdsguard.probes." + main, url);
      return check(jdk, run, service, "eks", audit);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As the SDKs compare it, letter by letter. */
  private static String withoutPort80(String url) {
    return url.replace(":80/", "/").replace("[fd00:ec2:0:0:0:0:0:23]", "[fd00:ec2::23]");
  }

  private static Simulator start(String address, int port, Cloud cloud) {
    Namespace.required();
    Simulator service =
        Simulator.builder().address(address).port(port).clouds(cloud).build().start();
    service.behaviour().keepAlive(false);
    return service;
  }

  private static Jvm enforced(Jdk jdk, Path audit) {
    return Jvm.on(jdk).guarded("mode=enforce,audit=" + audit).environment("HOME", "/nonexistent");
  }

  private static Stream<DynamicTest> check(
      Jdk jdk, Jvm.Run run, Simulator service, String name, Path audit) {
    Map<String, String> probes = run.probes();
    List<String> secrets = service.secrets();
    int loads = service.journal().containerLoads().size();
    long total = service.journal().total();
    String key = service.containerCredentials().accessKeyId();
    Stream<DynamicTest> each =
        probes.entrySet().stream()
            .map(
                probe ->
                    test(
                        jdk + ": " + probe.getKey(),
                        () ->
                            assertThat(probe.getValue())
                                .as(run.toString())
                                .matches(
                                    probe.getKey().startsWith("attack")
                                        ? "REFUSED 403 .*"
                                        : "GOT 200 " + key)));
    return Stream.concat(
        each,
        Stream.of(
            test(
                jdk + ": the probes ran",
                () -> assertThat(probes).as(run.toString()).hasSizeGreaterThanOrEqualTo(3)),
            test(jdk + ": the keys were loaded once", () -> assertThat(loads).isEqualTo(1)),
            test(jdk + ": nothing else was asked for", () -> assertThat(total).isEqualTo(1)),
            test(
                jdk + ": the events name the service",
                () ->
                    assertThat(Files.readAllLines(audit))
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(line -> line.contains("\"service\":\"" + name + "\""))),
            test(
                jdk + ": no secret was printed or logged",
                () -> assertThat(secrets).noneMatch((run + Files.readString(audit))::contains))));
  }

  private static DynamicTest test(String name, org.junit.jupiter.api.function.Executable check) {
    return DynamicTest.dynamicTest(name, check);
  }

  private interface OnJdk {
    Stream<DynamicTest> run(Jdk jdk);
  }

  private static Stream<DynamicTest> onJdks(OnJdk each) {
    return Jdk.few().stream().flatMap(each::run);
  }
}
