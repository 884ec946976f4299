package io.imdsguard.demo;

/** What came of an attack or an honest call, and what to say of it. */
record Outcome(Kind kind, String detail) {

  /** What can come of it. */
  enum Kind {
    STOLEN("STOLEN"),
    REFUSED("refused"),
    NO_TOKEN("stopped"),
    WORKS("works"),
    FAILS("FAILS");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  @Override
  public String toString() {
    return detail.isEmpty() ? kind.label : kind.label + ": " + detail;
  }
}
