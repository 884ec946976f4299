package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.Reply;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Frame;
import io.imdsguard.policy.Mode;
import io.imdsguard.sts.Scope;
import java.util.ArrayList;
import java.util.List;

/** The audit event of one visit or process, while it comes about. Not thread-safe. */
final class Record {
  /** Where what can't be recorded is denied, a machine that is merely busy gets its time. */
  private static final int ENFORCE_MILLIS = 5_000;

  private static final int MONITOR_MILLIS = 1_000;

  private final long start = System.nanoTime();
  private final Event event = new Event();
  private final AuditLog log;
  private final int patience;
  private Scope scope;
  private boolean written;

  Record(AuditLog log, Mode mode) {
    this.log = log;
    this.patience = mode == Mode.ENFORCE ? ENFORCE_MILLIS : MONITOR_MILLIS;
    event.timeMillis = System.currentTimeMillis();
    event.seq = log.nextSeq();
    event.mode = mode.label();
    event.answered = "gate";
  }

  void came(Caller caller, String service) {
    event.service = service;
    event.client = caller.client();
    event.thread = caller.thread();
    Frame frame = caller.frame();
    if (frame != null) {
      event.callerClass = frame.className();
      event.callerMethod = frame.methodName();
      event.callerJar = frame.jar();
      event.callerLoader = frame.loader();
      List<String> stack = new ArrayList<>(caller.frames().size());
      for (Frame each : caller.frames()) {
        stack.add(each.toString());
      }
      event.callerStack = stack;
    }
  }

  void asks(String method, String path, Kind kind) {
    event.method = method;
    event.path = path;
    event.kind = kind.label();
  }

  void starts(Ask process) {
    event.method = process.method();
    event.command = process.command();
    event.kind = process.kind().label();
  }

  /** A child process asks for the credentials that it was given a token for. */
  void asksFor(Child child) {
    event.command = child.ask().command();
    event.client = "child process";
    event.childPid = child.pid();
  }

  /** A process that is started is nobody's answer. */
  void notAnswered() {
    event.answered = null;
  }

  void imds(String how) {
    event.imds = how;
  }

  void decided(Decision decision, boolean enforced) {
    scope = decision.allowed() ? decision.scope() : null;
    event.rule = decision.rule();
    event.reason = decision.reason();
    if (decision.allowed()) {
      event.decision = decision.concern() ? "would-deny" : "allow";
    } else {
      event.decision = enforced ? "deny" : "would-deny";
    }
  }

  /** How credentials in the answer are to be narrowed, or {@code null}. */
  Scope scope() {
    return scope;
  }

  /** The answer has credentials in it that STS narrowed. */
  void narrowed(String sessionName) {
    event.sessionName = sessionName;
  }

  /** Something besides the policy refuses this, or would. */
  void refused(String reason, boolean enforced) {
    event.decision = enforced ? "deny" : "would-deny";
    event.reason = reason;
  }

  /** Says more about what has been decided. */
  void note(String more) {
    event.reason = event.reason == null ? more : event.reason + "; " + more;
  }

  void answeredBy(Reply reply) {
    event.answered = reply.fromSnapshot() ? "snapshot" : "upstream";
    event.accessKeyId = reply.accessKeyId();
    event.expiration = reply.expiration();
    if (reply.note() != null) {
      note(reply.note());
    }
  }

  void answeredUpstream() {
    event.answered = "upstream";
  }

  void answeredByGate() {
    event.answered = "gate";
    event.sessionName = null;
    event.accessKeyId = null;
    event.expiration = null;
  }

  /** Whether what was decided keeps something from somebody. */
  boolean isRefused() {
    return "deny".equals(event.decision);
  }

  long number() {
    return event.seq;
  }

  boolean isWritten() {
    return written;
  }

  /**
   * Writes the event, before its answer leaves.
   *
   * @return whether it was recorded
   */
  boolean write(int status) {
    event.status = status;
    event.micros = (System.nanoTime() - start) / 1_000;
    if (event.decision == null) {
      event.decision = "allow";
    }
    written = true;
    return log.write(event, patience);
  }

  /**
   * Writes the event of what has no answer. An interrupt is meant for the application's own
   * waiting, not for this.
   *
   * @return whether it was recorded
   */
  boolean writeOnCallersThread() {
    boolean interrupted = Thread.interrupted();
    try {
      return write(0);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
