package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;

/**
 * Decides whether a child process may be started whose command line names a metadata service, and
 * records it, before it is started. What the process does then is not seen. Thread-safe.
 */
public final class ProcessGate {
  private final Rules rules;
  private final AuditLog audit;

  public ProcessGate(Rules rules, AuditLog audit) {
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * Decides and records.
   *
   * @return {@code null} if the process may be started, else what to tell who wanted it: the
   *     event's number and nothing of the policy
   */
  public String refusal(Ask process, Caller caller) {
    boolean enforce = rules.mode() == Mode.ENFORCE;
    try {
      return refusal(process, caller, enforce);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
      // Ours: it denies, unless nothing may be denied.
      return enforce ? "refused by IMDS Guard: internal fault" : null;
    }
  }

  private String refusal(Ask process, Caller caller, boolean enforce) {
    Record record = new Record(audit, rules.mode());
    record.came(caller, process.service());
    record.starts(process);
    Decision decision = rules.decide(process, caller);
    record.decided(decision, enforce);
    if (!caller.isAttributed()) {
      record.note(caller.whyUnattributed());
    }
    boolean refused = enforce && !decision.allowed();
    if (!refused) {
      record.notAnswered();
    }
    boolean recorded = record.writeOnCallersThread();
    if (refused) {
      return "refused by IMDS Guard, event " + record.number();
    }
    return recorded || !enforce
        ? null
        : "refused by IMDS Guard, event " + record.number() + " could not be recorded";
  }
}
