package io.imdsguard.policy;

/** What one rule has to say of a request, for an operator who asks why. Immutable. */
public final class Explanation {
  private final String rule;
  private final boolean allows;
  private final boolean caller;
  private final boolean path;

  Explanation(String rule, boolean allows, boolean caller, boolean path) {
    this.rule = rule;
    this.allows = allows;
    this.caller = caller;
    this.path = path;
  }

  public String rule() {
    return rule;
  }

  /** Whether the rule allows what it matches; else it denies it. */
  public boolean allows() {
    return allows;
  }

  public boolean matchesCaller() {
    return caller;
  }

  public boolean matchesPath() {
    return path;
  }
}
