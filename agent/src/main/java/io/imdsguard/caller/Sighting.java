package io.imdsguard.caller;

import io.imdsguard.policy.Caller;

/** What one look at a stack showed. Immutable. */
public final class Sighting {
  private final Caller caller;
  private final boolean datagram;

  Sighting(Caller caller, boolean datagram) {
    this.caller = caller;
    this.datagram = datagram;
  }

  public Caller caller() {
    return caller;
  }

  /** Whether the connect is a datagram channel's, which sends nothing. */
  public boolean isDatagram() {
    return datagram;
  }
}
