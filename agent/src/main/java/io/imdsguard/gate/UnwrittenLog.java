package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;

/** The audit log for a visit of nobody's: an event goes all the way, and is not written. */
final class UnwrittenLog implements AuditLog {
  private final AuditLog real;

  UnwrittenLog(AuditLog real) {
    this.real = real;
  }

  /** No event takes a number that the log would then lack. */
  @Override
  public long nextSeq() {
    return 0;
  }

  @Override
  public boolean write(Event event, int millis) {
    return real.rehearse(event, millis);
  }
}
