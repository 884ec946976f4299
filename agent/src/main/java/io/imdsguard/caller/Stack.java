package io.imdsguard.caller;

import java.util.List;

/** A way to read the current thread's stack with its classes and its hidden frames. Thread-safe. */
interface Stack {
  /**
   * More than any real stack needs; a deeper one is cut here, and what is beyond it is not seen.
   */
  int MAX_DEPTH = 1024;

  /** The frames of the current thread, nearest first. */
  List<RawFrame> frames() throws ReflectiveOperationException;

  /**
   * The class that has called those whose names begin like this, nearest first, or {@code null}.
   */
  default Class<?> callerOf(String prefix) throws ReflectiveOperationException {
    boolean called = false;
    for (RawFrame frame : frames()) {
      boolean is = frame.type.getName().startsWith(prefix);
      if (called && !is) {
        return frame.type;
      }
      called |= is;
    }
    return null;
  }
}
