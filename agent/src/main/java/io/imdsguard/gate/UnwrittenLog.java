package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;

/** The audit log for a visit of nobody's: an event is put into words, and the words are dropped. */
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
    return inWords(event) != null;
  }

  @Override
  public String inWords(Event event) {
    return real.inWords(event);
  }
}
