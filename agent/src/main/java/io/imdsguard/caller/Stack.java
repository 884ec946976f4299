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
}
