package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.policy.Caller;

/** A connection that the funnel sent to the gate: who asks over it and where it meant to go. */
public final class Arrival {
  private final Endpoint endpoint;
  private Caller caller;
  private boolean bound;
  private boolean taken;

  /**
   * Creates one.
   *
   * @param caller who opened the connection: unattributed where that says nothing of who will use
   *     it
   */
  public Arrival(Caller caller, Endpoint endpoint) {
    this.caller = caller;
    this.endpoint = endpoint;
  }

  /**
   * A request of this caller is about to be written. A second one before the first was read makes
   * it uncertain whose the gate reads, so that it is nobody's.
   */
  synchronized void bind(Caller writer) {
    if (taken) {
      return;
    }
    caller =
        bound && writer != caller
            ? Caller.unattributed(
                "two requests were given the same connection", writer.client(), writer.thread())
            : writer;
    bound = true;
  }

  /** Who asks, for the request that has been read; from now on that is settled. */
  synchronized Caller take() {
    taken = true;
    return caller;
  }

  public Endpoint endpoint() {
    return endpoint;
  }
}
