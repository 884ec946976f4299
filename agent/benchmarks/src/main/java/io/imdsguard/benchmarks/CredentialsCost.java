package io.imdsguard.benchmarks;

import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the AWS SDK for Java 2 takes to get the role's credentials: straight from a metadata service
 * on loopback that answers after 1 ms, twice, and from the agent, which holds them.
 */
final class CredentialsCost {
  private static final double MILLION = 1e6;
  private static final int CALLS = 500;

  private final Path jdk;
  private final int rounds;
  private final String empty;
  private final String agent;
  private final Path sdk;

  /**
   * Creates one.
   *
   * @param sdk the folder with the SDK's jars
   */
  CredentialsCost(Path jdk, int rounds, Path emptyAgent, Path agent, Path sdk) {
    this.jdk = jdk;
    this.rounds = rounds;
    this.empty = emptyAgent.toString();
    this.agent = agent.toString();
    this.sdk = sdk;
  }

  void print() throws IOException, InterruptedException {
    Measure first = new Measure("first resolveCredentials", "ms", "1 x", true, rounds);
    Measure steady = new Measure("resolveCredentials", "ms", "1 x", true, rounds);
    Path audit = Files.createTempFile("audit", ".jsonl");
    try (Simulator service = Simulator.builder().build().start();
        Simulator elsewhere = Simulator.builder().clouds(Cloud.PLAIN).build().start()) {
      service.behaviour().latency(Duration.ofMillis(1));
      for (int i = 0; i < rounds; i++) {
        Child[] three = new Child[3];
        for (int k = 0; k < 3; k++) {
          int which = i % 2 == 0 ? k : 2 - k;
          String with = which == 2 ? agent + "=mode=enforce,audit=" + audit : empty;
          three[which] = run(with, service.endpoint(), elsewhere.endpoint() + "/echo");
        }
        add(first, three, 0);
        add(steady, three, 1);
      }
    } finally {
      Files.delete(audit);
    }
    System.out.println(first);
    System.out.println(steady);
  }

  private Child run(String with, String service, String elsewhere)
      throws IOException, InterruptedException {
    return Child.run(
        jdk,
        with,
        ":" + sdk + "/*",
        Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", service, "HOME", "/nonexistent"),
        "ResolveCredentials",
        elsewhere,
        "" + CALLS);
  }

  private static void add(Measure measure, Child[] three, int line) {
    measure.add(
        three[0].number(line) / MILLION,
        three[1].number(line) / MILLION,
        three[2].number(line) / MILLION);
  }
}
