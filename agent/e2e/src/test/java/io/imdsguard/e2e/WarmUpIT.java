package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.RecordedRequest;
import io.imdsguard.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Keys are there before the first request for them, where a rule may come to give them out. */
class WarmUpIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> theKeysAreLoadedWithoutARequestForThem() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          SERVICE.simulator().journal().clear();
          assertThat(isLoaded(jdk, "callers: [com.acme.Keys], paths: ['@credentials']", PATIENCE))
              .isTrue();
        });
  }

  @Test
  void whereASettingNamesTheServiceNoOtherIsAsked() throws Exception {
    SERVICE.simulator().journal().clear();
    try (Simulator named = Simulator.builder().role(Service.ROLE).build().start()) {
      run(
          Jvm.on(Jdk.current()).environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", named.endpoint()),
          "callers: [com.acme.Keys], paths: ['@credentials']",
          () -> named.journal().await(1, WarmUpIT::isLoad, PATIENCE));
    }
    assertThat(SERVICE.simulator().journal().total()).isZero();
  }

  @Test
  void whatTheFirstRequestTakesLongestForIsLoadedAheadOfIt() throws Exception {
    Path log = folder.resolve("classes.log");
    String classes =
        run(
            Jvm.on(Jdk.current()).option("-Xlog:class+load:file=" + log),
            "callers: [com.acme.Keys], paths: ['@credentials']",
            () -> awaitText(log, "sun.security.provider.SHA2$SHA256 "));
    assertThat(classes).contains("io.imdsguard.gate.GateTokens ", "io.imdsguard.caller.Sighting ");
  }

  private static String awaitText(Path file, String text) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String all = Files.readString(file);
    while (!all.contains(text) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
      all = Files.readString(file);
    }
    return all;
  }

  @Test
  void noKeysAreLoadedThatNoRuleGivesAway() throws Exception {
    SERVICE.simulator().journal().clear();
    assertThat(isLoaded(Jdk.current(), "callers: ['*'], paths: ['@region']", Duration.ofSeconds(4)))
        .isFalse();
  }

  @Test
  void aRuleForTheSdkAloneLoadsNothingWhereThereIsNoSdk() throws Exception {
    SERVICE.simulator().journal().clear();
    assertThat(
            isLoaded(Jdk.current(), "callers: ['@aws-sdk'], paths: ['*']", Duration.ofSeconds(4)))
        .isFalse();
  }

  /** Whether the role's keys are loaded once the application has spoken to somebody else. */
  private boolean isLoaded(Jdk jdk, String rule, Duration within) throws Exception {
    return run(
        Jvm.on(jdk), rule, () -> SERVICE.simulator().journal().await(1, WarmUpIT::isLoad, within));
  }

  private <T> T run(Jvm jvm, String rule, Callable<T> meanwhile) throws Exception {
    Path policy = folder.resolve("policy.yaml");
    Files.writeString(policy, "version: 1\nmode: enforce\nrules: [{allow: a, " + rule + "}]\n");
    try (Simulator other = Simulator.builder().clouds(Cloud.PLAIN).build().start();
        Jvm.Running app =
            jvm.guarded("policy=" + policy)
                .start("io.imdsguard.probes.OnDemand", other.endpoint() + "/echo")) {
      app.awaitLine("ready").say("elsewhere").awaitLine("PROBE elsewhere GOT");
      return meanwhile.call();
    }
  }

  private static boolean isLoad(RecordedRequest request) {
    return request.path().equals(Service.CREDENTIALS);
  }
}
