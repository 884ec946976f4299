package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What another agent asks the service to find out where it is, is decided as that agent's. */
class AgentsOwnRequestsIT {
  /** The setting with which each of them asks, and the class that does. */
  private static final Map<OtherAgent, List<String>> ASKING =
      Map.of(
          OtherAgent.OPENTELEMETRY,
          List.of(
              "-Dotel.resource.providers.aws.enabled=true",
              "io.opentelemetry.contrib.aws.resource.Ec2Resource"),
          OtherAgent.ELASTIC,
          List.of(
              "-Delastic.apm.cloud_provider=AUTO",
              "co.elastic.apm.agent.impl.metadata.CloudMetadataProvider"),
          OtherAgent.NEW_RELIC,
          List.of("-Dnewrelic.config.sync_startup=true", "com.newrelic.agent.utilization.AWS"));

  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> itIsRefusedByTheNameOfTheAgentsClass() {
    return ASKING.keySet().stream()
        .map(
            agent ->
                DynamicTest.dynamicTest(
                    agent.toString(),
                    () -> {
                      Jvm.Run run = run(agent);
                      assertThat(run.stderr().lines())
                          .as(run.toString())
                          .anyMatch(
                              line ->
                                  line.contains("\"decision\":\"deny\"")
                                      && line.contains(
                                          "\"caller\":{\"class\":\""
                                              + ASKING.get(agent).get(1)
                                              + "\""));
                    }));
  }

  private static Jvm.Run run(OtherAgent agent) {
    List<String> options = new ArrayList<>(agent.options(folder));
    options.add(ASKING.get(agent).get(0));
    return Jvm.on(Jdk.current())
        .guarded("mode=enforce")
        .option("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .option(options.toArray(new String[0]))
        .run("io.imdsguard.probes.clients.Several", Service.HOST, "5", "UrlConnection");
  }
}
