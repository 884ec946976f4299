package io.imdsguard.hooks;

import io.imdsguard.caller.Scope;

/** Which request the current thread works for, for as long as one method of a client runs. */
final class Scopes {
  private static final ThreadLocal<Entered> TOP = new ThreadLocal<>();

  /** Notes the beginning; what is known of the request may be that nobody is known. */
  void enter(Object request, Scope scope) {
    TOP.set(new Entered(request, scope, TOP.get()));
  }

  /** The end; of no effect if the beginning was not noted. */
  @SuppressWarnings("ReferenceEquality") // a client's request may define equality as it likes
  void exit(Object request) {
    Entered entered = TOP.get();
    if (entered != null && entered.request == request) {
      if (entered.outer == null) {
        TOP.remove();
      } else {
        TOP.set(entered.outer);
      }
    }
  }

  /** The innermost, or {@code null}. */
  Scope current() {
    Entered entered = TOP.get();
    return entered == null ? null : entered.scope;
  }

  private static final class Entered {
    final Object request;
    final Scope scope;
    final Entered outer;

    Entered(Object request, Scope scope, Entered outer) {
      this.request = request;
      this.scope = scope;
      this.outer = outer;
    }
  }
}
