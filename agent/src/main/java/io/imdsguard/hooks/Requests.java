package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.caller.Scope;
import io.imdsguard.policy.Caller;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries the caller of an asynchronous client's request from the thread that submitted it to the
 * connection that it goes over, on the client's own objects. Thread-safe.
 */
final class Requests {
  /** What the names of the boot classes begin with at run time. */
  static final String JUNCTION = "java.net.ImdsGuard";

  private final AtomicInteger live = new AtomicInteger();
  private final Submissions<Caller> submissions = new Submissions<>(live);
  private final Scopes scopes = new Scopes();
  private final Guard guard;
  private final CallerFinder finder;

  Requests(Guard guard, CallerFinder finder) {
    this.guard = guard;
    this.finder = finder;
  }

  /** How many requests and channels are kept: hooks have work to do while there are any. */
  AtomicInteger live() {
    return live;
  }

  /** What the current thread works for, or {@code null}. */
  Scope scope() {
    return scopes.current();
  }

  /** One of the junction's words for what happens to a request. */
  Object invoke(String what, Object request, Object about) {
    switch (what) {
      case "submitted":
        submit(request);
        return live;
      case "opening":
        keep(request, finder.lookAtOpening(scopes.current()));
        return live;
      case "enter opening":
        enterOpening(request, (String) about);
        return live;
      case "inherited":
        inherited(request, about);
        return null;
      case "resumed":
        resumed(request);
        return null;
      case "enter":
        scopes.enter(request, new Scope((String) about, submissions.get(request)));
        return null;
      case "exit":
        scopes.exit(request);
        return null;
      case "bound":
        bound(request, about);
        return null;
      default:
        throw new IllegalArgumentException(what);
    }
  }

  /** Whether it is known who submitted this. */
  boolean isSubmitted(Object request) {
    return submissions.get(request) != null;
  }

  /** Whoever is on the stack submits this. */
  void submit(Object request) {
    keep(request, finder.lookAtSubmission(scopes.current()));
  }

  /** Whether it is a class with hooks that has called the junction. */
  boolean isByHook() {
    Class<?> caller = finder.callerOf(JUNCTION);
    return caller != null && Rewritten.has(caller);
  }

  /** A redirect submits a request again, on a thread of the client's, which names nobody. */
  private void keep(Object request, Caller caller) {
    if (caller.isAttributed() || submissions.get(request) == null) {
      submissions.put(request, caller);
    }
  }

  /** A bootstrap serves many at a time: a mark that lives as long as the scope stands for one. */
  private void enterOpening(Object opener, String method) {
    Caller caller = finder.lookAtOpening(scopes.current());
    Object mark = new Object();
    submissions.put(mark, caller);
    scopes.enter(opener, new Scope(method, caller, mark));
  }

  /** Whoever had an interpreter behind it stays what it is: nobody may do so in its name. */
  private void inherited(Object child, Object parent) {
    if (child == null || parent == null) {
      return;
    }
    Scope scope = scopes.current();
    Caller caller = submissions.get(parent);
    if (caller == null && scope != null && scope.isMade()) {
      caller = scope.caller();
    }
    Caller own = submissions.get(child);
    if (caller != null && (own == null || own.interpreter() == null)) {
      submissions.put(child, caller);
    }
  }

  /** Whoever finds another's request and has it carried out does not do so in its name. */
  private void resumed(Object request) {
    Caller submitter = submissions.get(request);
    if (submitter == null || !submitter.isAttributed()) {
      return;
    }
    Caller now = finder.lookAtSubmission(scopes.current());
    if (now.isAttributed() && !now.has(submitter.frame())) {
      String why = "whoever submitted the request is not who has it carried out: " + now.frame();
      submissions.put(request, Caller.unattributed(why, now.client(), now.thread()));
    }
  }

  /** A request that nobody is known to have submitted is bound too: it must not pass as another. */
  private void bound(Object request, Object local) {
    if (!(local instanceof InetSocketAddress)) {
      return;
    }
    Scope scope = scopes.current();
    Caller caller;
    if (request != null) {
      caller = submissions.get(request);
    } else if (scope == null) {
      return;
    } else {
      caller = scope.caller();
    }
    if (caller == null) {
      String thread = Thread.currentThread().getName();
      caller = Caller.unattributed("nobody is known to have submitted the request", null, thread);
    }
    if (guard.arrivals() != null) {
      guard.arrivals().bind((InetSocketAddress) local, caller);
    }
  }
}
