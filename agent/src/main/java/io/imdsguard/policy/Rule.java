package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;
import java.util.List;

/** One rule: who, what, and whether that is allowed or denied. Immutable. */
final class Rule {
  private final String name;
  private final boolean allow;
  private final List<Callers> callers;
  private final List<Paths> paths;
  private final boolean throughInterpreters;

  /**
   * Creates a rule.
   *
   * @param callers whom it is about; empty for everybody, also those whom nobody knows
   * @param paths what it is about; empty for everything
   * @param throughInterpreters whether an interpreter may stand behind the caller
   */
  Rule(
      String name,
      boolean allow,
      List<Callers> callers,
      List<Paths> paths,
      boolean throughInterpreters) {
    this.name = name;
    this.allow = allow;
    this.callers = callers;
    this.paths = paths;
    this.throughInterpreters = throughInterpreters;
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

  boolean matches(Ask ask, Caller caller) {
    return matchesCaller(caller) && matchesPath(ask);
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

  /** A session token is worth nothing by itself: whoever may ask for anything may have one. */
  boolean matchesPath(Ask ask) {
    if (paths.isEmpty() || (allow && ask.kind() == Kind.TOKEN)) {
      return true;
    }
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i).matches(ask, allow)) {
        return true;
      }
    }
    return false;
  }
}
