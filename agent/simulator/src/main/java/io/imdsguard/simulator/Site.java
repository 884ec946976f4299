package io.imdsguard.simulator;

/** One of the services behind the address. Thread-safe. */
interface Site {
  /** Whether this request is for this service rather than for the next one. */
  boolean serves(RecordedRequest request);

  /**
   * Answers.
   *
   * @throws InterruptedException if the simulator is closed during a long poll
   */
  Answer answer(RecordedRequest request) throws InterruptedException;
}
