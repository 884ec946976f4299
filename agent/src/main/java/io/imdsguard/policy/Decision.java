package io.imdsguard.policy;

import io.imdsguard.sts.Scope;

/** What the policy says of one request, with its reason. Immutable. */
public final class Decision {
  private final boolean allowed;
  private final boolean concern;
  private final String rule;
  private final String reason;
  private final Scope scope;

  private Decision(boolean allowed, boolean concern, String rule, String reason, Scope scope) {
    this.allowed = allowed;
    this.concern = concern;
    this.rule = rule;
    this.reason = reason;
    this.scope = scope;
  }

  public static Decision allow(String rule, String reason) {
    return new Decision(true, false, rule, reason, null);
  }

  /** Allowed, but to be recorded as what a stricter rule would deny. */
  public static Decision allowWithConcern(String rule, String reason) {
    return new Decision(true, true, rule, reason, null);
  }

  public static Decision deny(String rule, String reason) {
    return new Decision(false, false, rule, reason, null);
  }

  /** The same decision for credentials that are to be narrowed; {@code null} for the whole ones. */
  public Decision narrowedTo(Scope narrow) {
    return new Decision(allowed, concern, rule, reason, narrow);
  }

  public boolean allowed() {
    return allowed;
  }

  /** Whether an allowed request is recorded as {@code would-deny} all the same. */
  public boolean concern() {
    return concern;
  }

  /**
   * How credentials are to be narrowed before they are handed out; {@code null} if they are not, or
   * are not allowed. It says nothing of answers without keys.
   */
  public Scope scope() {
    return scope;
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
