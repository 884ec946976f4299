package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.ServerCertificate;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule with a session policy hands out credentials that STS has narrowed, over TLS and signed,
 * and no others; whoever has another rule gets the role's own.
 */
class ScopedIT {
  private static final String KEYS = Service.HOST + Service.CREDENTIALS;
  private static final String POLICY =
      """
      version: 1
      mode: %s
      sts:
        role-arn: arn:aws:iam::123456789012:role/app
        region: eu-central-1
        endpoint: %s
      rules:
        - allow: sdk
          callers: ["@aws-sdk"]
          paths: ["@credentials"]
          session-policy: {Version: 2012-10-17, Statement: [{Effect: Deny, Action: "*", Resource: "*"}]}
          duration: 900
        - allow: region
          callers: ["@aws-sdk"]
          paths: ["@region"]
        - allow: wide
          callers: [{class: io.imdsguard.probes.Http, through: io.imdsguard.probes.OnDemand}]
          paths: ["@credentials"]
      """;

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private static Path folder;
  private static ServerCertificate certificate;
  private static Simulator sts;

  @BeforeAll
  static void startSts() throws Exception {
    certificate = ServerCertificate.make(folder.resolve("sts.p12"), "dns:localhost");
    sts = Simulator.builder().stsFor(SERVICE.simulator()).tls(certificate.context()).build();
    sts.start();
  }

  @AfterAll
  static void stopSts() {
    sts.close();
  }

  @AfterEach
  void heal() {
    sts.behaviour().heal();
  }

  private static Jvm guarded(Jdk jdk, String mode) throws IOException {
    Path policy = folder.resolve(mode + ".yaml");
    Files.writeString(policy, POLICY.formatted(mode, "https://localhost:" + sts.port()));
    return trusting(Jvm.on(jdk).guarded("policy=" + policy).environment("HOME", "/nonexistent"))
        // In seconds, instead of one: what is asked for here, and how fast a busy machine is not.
        .option("-Daws.ec2MetadataServiceTimeout=20");
  }

  private static Jvm trusting(Jvm jvm) {
    return jvm.option(
        "-Djavax.net.ssl.trustStore=" + certificate.store(),
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + ServerCertificate.PASSWORD);
  }

  private static void gotNarrowed(Jvm.Run run, String probe) {
    String got = run.probes().get(probe);
    assertThat(got).as(run.toString()).startsWith("GOT 200 ASIA");
    assertThat(sts.sts().accessKeyIds()).as(run.toString()).contains(got.substring(8));
  }

  @TestFactory
  Stream<DynamicTest> sdkV1GetsNarrowedOnes() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = guarded(jdk, "enforce").library("aws-v1").run("io.imdsguard.probes.AwsV1");
          gotNarrowed(run, "instance-profile");
          gotNarrowed(run, "default-chain");
          assertThat(run.probes().get("region")).startsWith("GOT 200");
        });
  }

  @TestFactory
  Stream<DynamicTest> noProviderOfTheApplicationsSeesWhatIsSignedOrDecrypted() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run =
              guarded(jdk, "enforce")
                  .library("aws-v1")
                  .run("io.imdsguard.probes.Spies", "io.imdsguard.probes.AwsV1");
          gotNarrowed(run, "default-chain");
          assertThat(run.probes().get("random")).isEqualTo("IS io.imdsguard.probes.Spies$Spy");
          assertThat(run.stdout()).doesNotContain("spied");
        });
  }

  @TestFactory
  Stream<DynamicTest> sdkV2GetsNarrowedOnes() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run =
              guarded(jdk, "enforce").library("aws-v2").run("io.imdsguard.probes.AwsV2", KEYS);
          gotNarrowed(run, "instance-profile");
          gotNarrowed(run, "default-chain");
        });
  }

  @TestFactory
  Stream<DynamicTest> eachEventHasTheSessionsName() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm.Run run =
              guarded(jdk, "enforce").library("aws-v2").run("io.imdsguard.probes.AwsV2", KEYS);
          assertThat(run.stderr()).contains("\"session_name\":\"sdk@", "\"rule\":\"sdk\"");
          String name = sts.sts().granted().get(sts.sts().granted().size() - 1).sessionName();
          assertThat(run.stderr()).contains("\"session_name\":\"" + name + "\"");
        });
  }

  @TestFactory
  Stream<DynamicTest> oneScopeIsAskedForOnce() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          int before = sts.sts().granted().size();
          Jvm.Run run = guarded(jdk, "enforce").library("aws-v1").run("io.imdsguard.probes.AwsV1");
          assertThat(sts.sts().granted()).as(run.toString()).hasSize(before + 1);
        });
  }

  @TestFactory
  Stream<DynamicTest> anotherCallerGetsTheRolesOwn() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = fetched(guarded(jdk, "enforce"));
          assertThat(run.stdout())
              .contains("GOT 200", SERVICE.simulator().credentials().accessKeyId());
        });
  }

  @TestFactory
  Stream<DynamicTest> whatSignsIsLoadedOnlyWhereARuleNarrows() {
    return OnJdks.every(
        jdk -> {
          assertThat(classes(guarded(jdk, "enforce"))).contains("io.imdsguard.signer");
          assertThat(classes(Jvm.on(jdk).guarded("")))
              .contains("io.imdsguard.gate")
              .doesNotContain("software.amazon.awssdk", "io.imdsguard.signer", "org.slf4j");
        });
  }

  /** What the JVM says that it loads until somebody has asked for keys. */
  private static String classes(Jvm jvm) {
    return fetched(jvm.option("-verbose:class")).stdout();
  }

  /** A run of a program without an SDK that asks for keys once. */
  private static Jvm.Run fetched(Jvm jvm) {
    return jvm.start("io.imdsguard.probes.OnDemand", KEYS).say("fetch").end();
  }

  @TestFactory
  Stream<DynamicTest> whileStsIsDownTheCallerIsRefused() {
    return OnJdks.every(
        jdk -> {
          sts.behaviour().fail(request -> true, Fault.status(503));
          Jvm.Run run =
              guarded(jdk, "enforce").library("aws-v2").run("io.imdsguard.probes.AwsV2", KEYS);
          assertThat(run.probes().get("instance-profile")).doesNotContain("GOT");
          assertThat(run.stderr())
              .contains("\"decision\":\"deny\"", "STS refused with status 503")
              .doesNotContain(SERVICE.simulator().credentials().accessKeyId());
        });
  }

  @TestFactory
  Stream<DynamicTest> anStsWithoutATrustedCertificateIsNotBelieved() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Path policy = folder.resolve("untrusted.yaml");
          String endpoint = "https://localhost:" + sts.port();
          Files.writeString(policy, POLICY.formatted("enforce", endpoint));
          Jvm.Run run =
              Jvm.on(jdk)
                  .guarded("policy=" + policy)
                  .environment("HOME", "/nonexistent")
                  .library("aws-v2")
                  .run("io.imdsguard.probes.AwsV2", KEYS);
          assertThat(run.probes().get("instance-profile")).doesNotContain("GOT");
          assertThat(run.stderr()).contains("STS could not be asked: javax.net.ssl.SSL");
        });
  }

  @TestFactory
  Stream<DynamicTest> inMonitorModeTheRolesOwnAreLeftToItAndThatIsRecorded() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm.Run run = guarded(jdk, "monitor").library("aws-v1").run("io.imdsguard.probes.AwsV1");
          assertThat(run.probes().get("instance-profile"))
              .as(run.toString())
              .isEqualTo("GOT 200 " + SERVICE.simulator().credentials().accessKeyId());
          assertThat(run.stderr()).contains("enforce mode would narrow the credentials");
        });
  }

  @Test
  void afterARotationTheNewKeysSign() throws Exception {
    String first = SERVICE.simulator().credentials().accessKeyId();
    SERVICE.simulator().behaviour().rotateCredentials();
    assertThat(SERVICE.simulator().credentials().accessKeyId()).isNotEqualTo(first);
    Jvm.Run run =
        guarded(Jdk.few().get(0), "enforce").library("aws-v1").run("io.imdsguard.probes.AwsV1");
    gotNarrowed(run, "instance-profile");
  }

  @TestFactory
  Stream<DynamicTest> noSecretIsPrintedOrRecorded() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run =
              guarded(jdk, "enforce").library("aws-v2").run("io.imdsguard.probes.AwsV2", KEYS);
          assertThat(SERVICE.simulator().secrets()).noneMatch(run.toString()::contains);
          assertThat(sts.secrets()).noneMatch(run.toString()::contains);
        });
  }

  /** The signer's library logs, and has no application to tell it where. */
  @TestFactory
  Stream<DynamicTest> whatSignsPrintsNothing() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = fetched(guarded(jdk, "enforce"));
          assertThat(run.stderr().lines().filter(line -> !line.startsWith("{\"time\"")))
              .singleElement()
              .asString()
              .startsWith("IMDS Guard");
        });
  }
}
