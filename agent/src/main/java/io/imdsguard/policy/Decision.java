package io.imdsguard.policy;

/** What the policy says of one request, with its reason. Immutable. */
public final class Decision {
  private final boolean allowed;
  private final boolean concern;
  private final String rule;
  private final String reason;

  private Decision(boolean allowed, boolean concern, String rule, String reason) {
    this.allowed = allowed;
    this.concern = concern;
    this.rule = rule;
    this.reason = reason;
  }

  public static Decision allow(String rule, String reason) {
    return new Decision(true, false, rule, reason);
  }

  /** Allowed, but to be recorded as what a stricter rule would deny. */
  public static Decision allowWithConcern(String rule, String reason) {
    return new Decision(true, true, rule, reason);
  }

  public static Decision deny(String rule, String reason) {
    return new Decision(false, false, rule, reason);
  }

  public boolean allowed() {
    return allowed;
  }

  /** Whether an allowed request is recorded as {@code would-deny} all the same. */
  public boolean concern() {
    return concern;
  }

  /** The name of the rule that decided, or {@code null} if none matched. */
  public String rule() {
    return rule;
  }

  /** One sentence for the operator; never shown to the caller. */
  public String reason() {
    return reason;
  }
}
