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
    Called called = new Called(prefix);
    for (RawFrame frame : frames()) {
      if (called.isBy(frame.type)) {
        return frame.type;
      }
    }
    return null;
  }
}
