package io.imdsguard.policy;

/** What one rule has to say of what is asked, for an operator who wants to know why. Immutable. */
public final class Explanation {
  private final String rule;
  private final boolean allows;
  private final boolean concerned;
  private final String mismatch;
  private final boolean what;

  Explanation(String rule, boolean allows, boolean concerned, String mismatch, boolean what) {
    this.rule = rule;
    this.allows = allows;
    this.concerned = concerned;
    this.mismatch = mismatch;
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
    return mismatch == null;
  }

  /**
   * What of the caller does not match, for each of the rule's entries; {@code null} if it matches.
   */
  public String mismatch() {
    return mismatch;
  }

  /** Whether the path, or the command, is one that the rule names. */
  public boolean matchesWhat() {
    return what;
  }
}
