package io.imdsguard.api;

/** A listener's place with the agent. Thread-safe. */
public interface Registration extends AutoCloseable {

  /**
   * Ends it: the listener is called no more, and the agent does not refer to it any longer. A call
   * that has begun goes on. To close it again does nothing.
   */
  @Override
  void close();
}
