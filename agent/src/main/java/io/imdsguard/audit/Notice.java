package io.imdsguard.audit;

/** A word to the operator, outside the log itself. Thread-safe. */
public interface Notice {

  /** Says one line. */
  void say(String line);
}
