package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.policy.Caller;

/** A connection that the funnel sent to the gate: who opened it and where it meant to go. */
public final class Arrival {
  private final Caller caller;
  private final Endpoint endpoint;

  public Arrival(Caller caller, Endpoint endpoint) {
    this.caller = caller;
    this.endpoint = endpoint;
  }

  public Caller caller() {
    return caller;
  }

  public Endpoint endpoint() {
    return endpoint;
  }
}
