package io.imdsguard.audit;

/** Where events go. Thread-safe; never throws. */
public interface AuditLog {

  /** The number of the next event: 1, 2, 3, and so on within this JVM. */
  long nextSeq();

  /**
   * Writes one event and returns once it is with the operating system.
   *
   * @return whether it was recorded; {@code false} after about a second at most if the file cannot
   *     take it. The first failure is reported to the operator, later ones are counted.
   */
  boolean write(Event event);
}
