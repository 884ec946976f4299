package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Simulator;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty providers of the AWS SDK for Java 2 that are created at once, as in an application with
 * fifty clients: what the service is asked with the agent, and without it.
 */
class ManyProvidersIT {
  private static final int MANY = 50;

  @TempDir private Path folder;
  private Simulator service;

  @BeforeEach
  void startService() {
    service = Simulator.builder().role(Service.ROLE).build().start();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  /** How often the service was asked for what. */
  private record Asked(int tokens, int lists, int loads) {}

  @TestFactory
  Stream<DynamicTest> withTheAgentTheServiceIsAskedForOneTokenAndOneSetOfKeys() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Jvm guarded = Jvm.on(jdk).guarded("mode=enforce,audit=" + folder.resolve(jdk + ".jsonl"));
          assertThat(asked(guarded)).isEqualTo(new Asked(1, 1, 1));
        });
  }

  /** Some twice, if the machine is so busy that the SDK gives up and tries again. */
  @TestFactory
  Stream<DynamicTest> withoutItEachAsksForATokenAListOfRolesAndKeysOfItsOwn() {
    return OnJdks.each(
        Jdk.few(),
        jdk -> {
          Asked asked = asked(Jvm.on(jdk));
          assertThat(Math.min(asked.tokens(), Math.min(asked.lists(), asked.loads())))
              .as(asked.toString())
              .isGreaterThanOrEqualTo(MANY);
        });
  }

  private Asked asked(Jvm jvm) {
    service.journal().clear();
    Jvm.Run run =
        jvm.library("aws-v2")
            .environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.endpoint())
            .environment("HOME", "/nonexistent")
            .run("io.imdsguard.probes.ManyProviders", "" + MANY);
    assertThat(run.probes()).as(run.toString()).containsEntry("complete", "GOT 50 of 50");
    return new Asked(
        service.journal().tokenRequests().size(),
        service.journal().credentialLists().size(),
        service.journal().credentialLoads().size());
  }
}
