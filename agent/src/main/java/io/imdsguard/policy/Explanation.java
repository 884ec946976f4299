package io.imdsguard.policy;

/** What one rule has to say of what is asked, for an operator who wants to know why. Immutable. */
public final class Explanation {
  private final String rule;
  private final boolean allows;
  private final boolean concerned;
  private final boolean caller;
  private final boolean what;

  Explanation(String rule, boolean allows, boolean concerned, boolean caller, boolean what) {
    this.rule = rule;
    this.allows = allows;
    this.concerned = concerned;
    this.caller = caller;
    this.what = what;
  }

  public String rule() {
    return rule;
  }

  /** Whether the rule allows what it matches; else it denies it. */
  public boolean allows() {
    return allows;
  }

  /** Whether the rule is about what is asked in this way: requests, processes, the API. */
  public boolean isConcerned() {
    return concerned;
  }

  public boolean matchesCaller() {
    return caller;
  }

  /** Whether the path, or the command, is one that the rule names. */
  public boolean matchesWhat() {
    return what;
  }
}
