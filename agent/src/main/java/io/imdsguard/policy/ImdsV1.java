package io.imdsguard.policy;

/** What to do with a request that carries no IMDSv2 session token. */
public enum ImdsV1 {
  /** Carry it with the agent's own session token. */
  UPGRADE,
  /** Refuse it as a service with {@code HttpTokens=required} does: 401. */
  DENY,
  /** Carry it as it came. */
  ALLOW;

  /** The name that users write and read. */
  public String label() {
    switch (this) {
      case UPGRADE:
        return "upgrade";
      case DENY:
        return "deny";
      default:
        return "allow";
    }
  }
}
