package io.imdsguard.e2e;

import io.imdsguard.simulator.Simulator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The metadata service on its real addresses, in the tests' own network namespace, while the tests
 * of a class run. It also answers without a session token.
 */
final class Service implements BeforeAllCallback, AfterAllCallback {
  static final String ROLE = "demo-role";
  static final String HOST = "http://169.254.169.254";
  static final String HOST_V6 = "http://[fd00:ec2::254]";
  static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/" + ROLE;

  private Simulator simulator;

  Simulator simulator() {
    return simulator;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    simulator = start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (simulator != null) {
      simulator.close();
    }
  }

  /** Starts one by hand. */
  static Simulator start() {
    Namespace.required();
    Simulator service =
        Simulator.builder()
            .address("169.254.169.254")
            .address("fd00:ec2::254")
            .port(80)
            .role(ROLE)
            .imdsV1(true)
            .build()
            .start();
    // Raw clients read to the end of the connection, as the gate's answers let them.
    service.behaviour().keepAlive(false);
    return service;
  }
}
