package io.imdsguard.caller;

import io.imdsguard.policy.Caller;

/** What one look at a stack showed. Immutable. */
public final class Sighting {
  private final Caller caller;
  private final boolean engine;
  private final boolean datagram;

  Sighting(Caller caller, boolean engine, boolean datagram) {
    this.caller = caller;
    this.engine = engine;
    this.datagram = datagram;
  }

  public Caller caller() {
    return caller;
  }

  /** Whether an asynchronous client connected, so that only its submission can name the caller. */
  public boolean byEngine() {
    return engine;
  }

  /** Whether the connect is a datagram channel's, which sends nothing. */
  public boolean isDatagram() {
    return datagram;
  }
}
