package io.imdsguard.api;

/**
 * There are no credentials for the caller. Unchecked, so that a credentials provider can let it
 * pass: the AWS SDKs' chains take it for "not from here" and ask their next provider.
 */
public final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final long event;

  /** Why there are none. */
  public enum Reason {
    /** The agent is not in this JVM, or switched off, or too old to know the question. */
    ABSENT,
    /** The policy does not permit the caller. */
    REFUSED,
    /** The agent has none: the service can't be reached, or the machine has no role. */
    UNAVAILABLE
  }

  CredentialsException(Reason reason, long event, String message) {
    super(message);
    this.reason = reason;
    this.event = event;
  }

  public Reason reason() {
    return reason;
  }

  /**
   * The number of the event ({@code seq}) in the agent's audit log which says more, or 0 if there
   * is none. The message names it too.
   */
  public long event() {
    return event;
  }
}
