package io.imdsguard.policy;

/** Whether a policy only records its decisions or also carries them out. */
public enum Mode {
  /** Decide and record; let everything through. */
  MONITOR,
  /** Refuse what no rule allows. */
  ENFORCE;

  /** The name that users write and read: {@code monitor} or {@code enforce}. */
  public String label() {
    return this == MONITOR ? "monitor" : "enforce";
  }

  /** The stricter of the two: an agent option may tighten a policy, never loosen it. */
  public Mode tightenedBy(Mode other) {
    return other == ENFORCE ? ENFORCE : this;
  }
}
