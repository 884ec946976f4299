package io.imdsguard.caller;

/** Tells the nearest caller of some classes, on a stack that is gone through from its top. */
final class Called {
  private final String prefix;
  private boolean met;

  /**
   * Creates one.
   *
   * @param prefix what the names of the classes that are called begin with
   */
  Called(String prefix) {
    this.prefix = prefix;
  }

  /** Whether the next class on the stack has called them. */
  boolean isBy(Class<?> type) {
    boolean called = type.getName().startsWith(prefix);
    boolean by = met && !called;
    met |= called;
    return by;
  }
}
