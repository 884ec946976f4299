package io.imdsguard.demo;

import io.imdsguard.demo.Outcome.Kind;
import java.io.IOException;

/**
 * A running service to play against.
 *
 * @param agent the agent that guards it, or {@code null}
 */
record Target(ServiceClient client, Agent agent) {

  /** Plays a scenario; an attack that got nothing was refused if the audit log says so. */
  Outcome play(Scenario scenario) throws IOException {
    long before = denials();
    Outcome outcome = scenario.play().on(client);
    if (scenario.isAttack() && outcome.kind() != Kind.STOLEN && denials() > before) {
      return new Outcome(Kind.REFUSED, "recorded as event " + lastEvent());
    }
    return outcome;
  }

  private long denials() throws IOException {
    return agent == null
        ? 0
        : agent.events().stream().filter(event -> event.contains("\"decision\":\"deny\"")).count();
  }

  private int lastEvent() throws IOException {
    return agent.events().size();
  }
}
