package io.imdsguard.sts;

/**
 * How far a rule narrows the role's credentials: the session policy, how long they last, and the
 * rule they are for. Immutable; equal if all of it is.
 */
public final class Scope {
  /** AssumeRole's bounds for {@code DurationSeconds}. */
  public static final int MIN_SECONDS = 900;

  public static final int MAX_SECONDS = 43_200;

  /** AssumeRole's own default, and the most that it gives who is in an assumed role already. */
  public static final int DEFAULT_SECONDS = 3_600;

  /** AssumeRole's limit for {@code Policy}, in characters. */
  public static final int MAX_POLICY_CHARS = 2_048;

  private final String rule;
  private final String policy;
  private final int seconds;

  /**
   * Creates a scope.
   *
   * @param rule the rule's name
   * @param policy the session policy, one JSON object of at most {@link #MAX_POLICY_CHARS}
   * @param seconds how long the credentials are to last, {@link #MIN_SECONDS} to {@link
   *     #MAX_SECONDS}
   */
  public Scope(String rule, String policy, int seconds) {
    this.rule = rule;
    this.policy = policy;
    this.seconds = seconds;
  }

  public String rule() {
    return rule;
  }

  public String policy() {
    return policy;
  }

  public int seconds() {
    return seconds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scope
        && ((Scope) other).rule.equals(rule)
        && ((Scope) other).seconds == seconds
        && ((Scope) other).policy.equals(policy);
  }

  @Override
  public int hashCode() {
    return rule.hashCode();
  }

  @Override
  public String toString() {
    return rule + " for " + seconds + " s";
  }
}
