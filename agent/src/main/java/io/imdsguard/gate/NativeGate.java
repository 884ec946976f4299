package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.Services;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Mode;

/**
 * Refuses requests to a metadata service that native code would send itself, over a connection that
 * can't be led to the gate, and records them. It refuses whoever asks: what the policy permits is
 * an answer of the gate's. Thread-safe.
 */
public final class NativeGate {
  private static final String REASON = "native code would ask the service itself";

  private final Rules rules;
  private final AuditLog audit;

  public NativeGate(Rules rules, AuditLog audit) {
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * Decides and records.
   *
   * @param service the service's short name, such as {@code ec2}
   * @param method the request's method, or {@code null} if it is not known
   * @param target the request's path and query, or {@code null} if it is not known
   * @return {@code null} if the request may be sent, which it may in monitor mode alone; else what
   *     to tell who wanted it: the event's number
   */
  public String refusal(String service, String method, String target, Caller caller) {
    boolean enforce = rules.mode() == Mode.ENFORCE;
    try {
      Record record = new Record(audit, rules.mode());
      record.came(caller, service);
      asks(record, service, method, target);
      record.refused(REASON, enforce);
      if (!caller.isAttributed()) {
        record.note(caller.whyUnattributed());
      }
      if (!enforce) {
        record.notAnswered();
      }
      record.writeOnCallersThread();
      return enforce ? "refused by IMDS Guard, event " + record.number() : null;
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
      // Ours: it denies, unless nothing may be denied.
      return enforce ? "refused by IMDS Guard: internal fault" : null;
    }
  }

  /** What is not known, or can be read in two ways, may mean credentials. */
  private void asks(Record record, String service, String method, String target) {
    String path = null;
    try {
      path = target == null ? null : CanonicalPath.of(target).path();
    } catch (AmbiguousPathException e) {
      record.asks(method, null, Kind.CREDENTIALS);
      return;
    }
    boolean known = path != null && service.equals(Services.EC2);
    record.asks(method, path, known ? rules.kindOf(path) : Kind.CREDENTIALS);
  }
}
