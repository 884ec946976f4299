package io.imdsguard.caller;

import io.imdsguard.policy.Caller;

/** What one look at a stack showed. Immutable. */
public final class Sighting {
  private final Caller caller;
  private final String engine;
  private final boolean datagram;

  Sighting(Caller caller, String engine, boolean datagram) {
    this.caller = caller;
    this.engine = engine;
    this.datagram = datagram;
  }

  public Caller caller() {
    return caller;
  }

  /**
   * Whether java.net.http's engine connected, whose submissions are kept and name the caller;
   * another engine on the same thread must not be taken for it.
   */
  public boolean byHttpClient() {
    return engine != null && engine.startsWith("jdk.internal.net.http.");
  }

  /** Whether the connect is a datagram channel's, which sends nothing. */
  public boolean isDatagram() {
    return datagram;
  }
}
