package io.imdsguard.policy;

import io.imdsguard.sts.Scope;
import java.util.List;

/** One rule: who, what, and whether that is allowed or denied. Immutable. */
final class Rule {
  private final String name;
  private final boolean allow;
  private final List<Callers> callers;
  private final What what;
  private final boolean throughInterpreters;
  private final Scope scope;

  /** What a rule is about: requests by path, child processes by command, or the agent's API. */
  interface What {
    /** Whether it is about questions of this kind at all. */
    boolean concerns(Ask ask);

    /** Whether it may be about keys. */
    boolean mayBeKeys();

    /** Whether it is about this one; asked only if it concerns it. */
    boolean matches(Ask ask, boolean allow);
  }

  /**
   * Creates a rule.
   *
   * @param callers whom it is about; empty for everybody, also those whom nobody knows
   * @param what what it is about
   * @param throughInterpreters whether an interpreter may stand behind the caller
   * @param scope how credentials are to be narrowed that it allows, or {@code null}
   */
  Rule(
      String name,
      boolean allow,
      List<Callers> callers,
      What what,
      boolean throughInterpreters,
      Scope scope) {
    this.name = name;
    this.allow = allow;
    this.callers = callers;
    this.what = what;
    this.throughInterpreters = throughInterpreters;
    this.scope = scope;
  }

  String name() {
    return name;
  }

  boolean allows() {
    return allow;
  }

  boolean throughInterpreters() {
    return throughInterpreters;
  }

  Scope scope() {
    return scope;
  }

  boolean matches(Ask ask, Caller caller) {
    return concerns(ask) && matchesCaller(caller) && matchesWhat(ask);
  }

  /** Whether the rule gives credentials to child processes, to some caller's. */
  boolean equips() {
    return allow && what instanceof AboutProcesses && ((AboutProcesses) what).equips();
  }

  /** Whether the rule gives credentials to a process of this program, if the caller is right. */
  boolean equips(String executable) {
    return equips() && ((AboutProcesses) what).names(executable);
  }

  /** Whether the rule has anything to say of what is asked in this way. */
  boolean concerns(Ask ask) {
    return what.concerns(ask);
  }

  boolean matchesCaller(Caller caller) {
    if (callers.isEmpty()) {
      return true;
    }
    for (int i = 0; i < callers.size(); i++) {
      if (callers.get(i).match(caller)) {
        return true;
      }
    }
    return false;
  }

  /** Why no entry is about this caller, one after the other; {@code null} if one is. */
  String mismatch(Caller caller) {
    if (matchesCaller(caller)) {
      return null;
    }
    StringBuilder why = new StringBuilder();
    for (Callers entry : callers) {
      why.append(why.length() == 0 ? "" : "; ").append(entry.mismatch(caller));
    }
    return why.toString();
  }

  /** Whether this allows keys to somebody who may be there. */
  boolean mayGiveKeys(boolean sdkPresent) {
    boolean somebody = sdkPresent;
    for (int i = 0; i < callers.size() && !somebody; i++) {
      somebody = !callers.get(i).areSdk();
    }
    return allow && somebody && what.mayBeKeys();
  }

  boolean matchesWhat(Ask ask) {
    return what.matches(ask, allow);
  }
}
