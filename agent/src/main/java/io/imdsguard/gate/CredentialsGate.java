package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.metadata.Reply;
import io.imdsguard.metadata.RoleKeys;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.sts.StsException;
import java.io.IOException;

/**
 * Decides who gets the role's keys of the agent itself, records it, and hands them out, in this
 * order. Thread-safe.
 */
public final class CredentialsGate {
  private final Rules rules;
  private final OwnCredentials own;
  private final AuditLog audit;

  public CredentialsGate(Rules rules, OwnCredentials own, AuditLog audit) {
    this.rules = rules;
    this.own = own;
    this.audit = audit;
  }

  /**
   * Whether this caller may be told of refreshes: only a refusal is recorded, because nothing is
   * handed out yet.
   *
   * @return {@code null} if it may
   */
  public HandOut refusal(Caller caller) {
    Ask ask = Ask.credentials(own.service());
    if (!enforces() || rules.decide(ask, caller).allowed()) {
      return null;
    }
    return refuse(record(ask, caller));
  }

  /** Decides, records and hands out. */
  public HandOut handOut(Caller caller) {
    boolean interrupted = Thread.interrupted();
    Record record = null;
    try {
      Ask ask = Ask.credentials(own.service());
      record = record(ask, caller);
      return record.isRefused() ? refuse(record) : give(record);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
      // Ours: nobody gets keys by it, whatever the mode.
      long number = record == null ? 0 : record.number();
      return HandOut.unavailable(number, "IMDS Guard: internal fault, event " + number);
    } finally {
      // An interrupt is meant for the application's own waiting, not for this.
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Which credentials are held, fetched if need be: another text for others. {@code null} if there
   * are none to be had.
   */
  public String version() {
    try (Reply document = own.document()) {
      return document.accessKeyId() + " " + document.expiration();
    } catch (IOException e) {
      return null;
    }
  }

  private boolean enforces() {
    return rules.mode() == Mode.ENFORCE;
  }

  private Record record(Ask ask, Caller caller) {
    Record record = new Record(audit, rules.mode());
    record.came(caller, ask.service());
    record.asks(ask.method(), null, ask.kind());
    Decision decision = rules.decide(ask, caller);
    record.decided(decision, enforces());
    if (!caller.isAttributed()) {
      record.note(caller.whyUnattributed());
    }
    return record;
  }

  private static HandOut refuse(Record record) {
    record.write(0);
    return HandOut.refused(record.number(), "refused by IMDS Guard, event " + record.number());
  }

  /** Nothing is refused in monitor mode, so nothing is narrowed either. */
  private Reply document(Record record) throws IOException {
    if (record.scope() == null) {
      return own.document();
    }
    if (!enforces()) {
      record.note("enforce mode would narrow the credentials");
      return own.document();
    }
    Reply narrowed = own.document(record.scope());
    record.narrowed(own.sessionName(record.scope()));
    return narrowed;
  }

  private HandOut give(Record record) {
    RoleKeys keys;
    try (Reply document = document(record)) {
      keys = OwnCredentials.keys(document);
      record.answeredBy(document);
    } catch (StsException e) {
      record.refused(Narrowing.why(e), true);
      return refuse(record);
    } catch (IOException e) {
      record.note("there are no credentials to be had: " + e);
      record.write(0);
      return HandOut.unavailable(
          record.number(),
          "there are no credentials to be had, IMDS Guard event " + record.number());
    }
    if (!record.write(0) && enforces()) {
      return HandOut.refused(
          record.number(),
          "refused by IMDS Guard, event " + record.number() + " could not be recorded");
    }
    return HandOut.of(keys, record.number());
  }
}
