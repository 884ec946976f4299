package io.imdsguard.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Everything about one simulated service that can change while it runs. Thread-safe. */
final class State {
  final Clock clock;
  final Secrets secrets = new Secrets();
  final SessionTokens tokens;
  final InstanceProfile profile;
  final KeyRing identityKeys;
  final KeyRing taskKeys;
  final KeyRing containerKeys;
  final String taskPath = "/v2/credentials/" + UUID.randomUUID();
  final GcpMetadata gcp;
  final FaultPlan faults = new FaultPlan();
  final Throttle throttle;
  volatile TokenMode tokenMode = TokenMode.REQUIRED;
  volatile Duration latency = Duration.ZERO;
  volatile boolean keepAlive = true;
  volatile String userData;
  volatile String podToken;

  State(String role, Clock clock) {
    this.clock = clock;
    tokens = new SessionTokens(secrets, clock);
    profile = new InstanceProfile(role, secrets, clock);
    identityKeys = new KeyRing(secrets, clock);
    taskKeys = new KeyRing(secrets, clock);
    containerKeys = new KeyRing(secrets, clock);
    podToken = secrets.mint("SIMPODTOKEN", 300);
    gcp = new GcpMetadata(secrets);
    throttle = new Throttle(clock);
    userData = "#!/bin/sh\nexport DB_PASSWORD=" + secrets.mint("SIMUSERDATA", 32) + "\n";
  }
}
