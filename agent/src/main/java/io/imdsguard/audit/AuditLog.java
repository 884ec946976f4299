package io.imdsguard.audit;

/** Where events go. Thread-safe; never throws. */
public interface AuditLog {

  /** The number of the next event: 1, 2, 3, and so on within this JVM. */
  long nextSeq();

  /**
   * Writes one event and returns once it is with the operating system.
   *
   * @param millis how long to wait for a disk or pipe that is slow; the event stays on its way
   * @return whether it was recorded by then. The first failure is reported to the operator, later
   *     ones are counted.
   */
  boolean write(Event event, int millis);

  /** As {@link #write}, up to the writing: nothing leaves, and no event is counted. */
  default boolean rehearse(Event event, int millis) {
    return true;
  }
}
