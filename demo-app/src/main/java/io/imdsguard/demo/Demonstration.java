package io.imdsguard.demo;

import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Plays everything against the service without the agent and then with it. */
final class Demonstration {
  private Demonstration() {}

  /** Returns the exit status: 0 if every line is as it should be. */
  static int run() throws IOException {
    try (Simulator metadata = metadata();
        WebSite site = WebSite.start()) {
      Agent agent = Agent.unpack();
      List<Scenario> scenarios = new Scenarios(metadata, site).all();
      System.out.println(
          "A metadata service on loopback that requires IMDSv2: " + metadata.endpoint());
      System.out.println("The service without the agent ...");
      List<Outcome> without = play(scenarios, metadata, null);
      System.out.println("The service with " + String.join(" ", agent.jvmOptions()) + " ...");
      List<Outcome> with = play(scenarios, metadata, agent);
      return report(scenarios, without, with, agent);
    }
  }

  static Simulator metadata() {
    return Simulator.builder()
        .address("127.0.0.1")
        .port(0)
        .role(Scenarios.ROLE)
        .imdsV1(false)
        .build()
        .start();
  }

  private static List<Outcome> play(List<Scenario> scenarios, Simulator metadata, Agent agent)
      throws IOException {
    List<String> jvmOptions = agent == null ? List.of() : agent.jvmOptions();
    try (ServiceProcess service = ServiceProcess.start(metadata.endpoint(), jvmOptions)) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        outcomes.add(new Target(service.client(), agent).play(scenario));
      }
      return outcomes;
    }
  }

  private static int report(
      List<Scenario> scenarios, List<Outcome> without, List<Outcome> with, Agent agent)
      throws IOException {
    List<Table.Line> lines = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      lines.add(new Table.Line(scenarios.get(i), without.get(i), with.get(i)));
    }
    System.out.println();
    System.out.println("The audit log, without the stacks (all of it: " + agent.audit() + ")");
    System.out.println(AuditLines.of(agent.events()));
    // Last, so that the end of the screen shows what it comes to.
    System.out.println(Table.of(lines));
    boolean good = lines.stream().allMatch(Table.Line::isAsItShouldBe);
    System.out.println(
        good
            ? "Every line is as it should be."
            : "NOT as it should be: the lines that are marked with !!");
    return good ? 0 : 1;
  }
}
