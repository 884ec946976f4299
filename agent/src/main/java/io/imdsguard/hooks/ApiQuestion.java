package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.HandOut;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Consumer;

/**
 * What an application asks the agent itself, through {@code imds-guard-api} or anything that looks
 * like it: who asks is whoever stands behind that on the stack. Thread-safe.
 */
final class ApiQuestion {
  private final Guard guard;
  private final CallerFinder finder;
  private final ApiListeners listeners = new ApiListeners();

  ApiQuestion(Guard guard, CallerFinder finder) {
    this.guard = guard;
    this.finder = finder;
  }

  /**
   * Answers as {@link ApiAnswer} says.
   *
   * @param what {@code credentials}, {@code listen} or {@code unlisten}
   * @param about the listener, if it is about one
   * @return {@code null} if the question is not known
   */
  Object[] ask(String what, Object about) {
    switch (what) {
      case "credentials":
      case "listen":
        Caller caller = finder.look(null).caller();
        // Whoever asks may be allowed less than the agent by a security manager.
        return AccessController.doPrivileged(
            new Asked(this, caller, what.equals("listen") ? about : null));
      case "unlisten":
        listeners.remove(about);
        return ApiAnswer.closed();
      default:
        return null;
    }
  }

  private Object[] answer(Caller caller, Object listener) {
    try {
      guard.await();
    } catch (IOException e) {
      return ApiAnswer.unavailable("IMDS Guard does not stand: " + e.getMessage());
    }
    CredentialsGate gate = guard.credentials();
    if (guard.standsAside() || gate == null) {
      return ApiAnswer.unavailable("IMDS Guard does not stand");
    }
    return listener == null
        ? ApiAnswer.of(gate.handOut(caller))
        : listen(caller, gate, (Consumer<?>) listener);
  }

  private Object[] listen(Caller caller, CredentialsGate gate, Consumer<?> listener) {
    HandOut refusal = gate.refusal(caller);
    if (refusal != null) {
      return ApiAnswer.of(refusal);
    }
    @SuppressWarnings(
        "unchecked") // it is given what ApiAnswer says, and is a listener of the API's
    ApiListener added = new ApiListener((Consumer<Object>) listener, caller, gate, gate.version());
    return listeners.add(added, gate)
        ? ApiAnswer.listening()
        : ApiAnswer.unavailable("there is no thread to be had");
  }

  private static final class Asked implements PrivilegedAction<Object[]> {
    private final ApiQuestion question;
    private final Caller caller;
    private final Object listener;

    Asked(ApiQuestion question, Caller caller, Object listener) {
      this.question = question;
      this.caller = caller;
      this.listener = listener;
    }

    @Override
    public Object[] run() {
      return question.answer(caller, listener);
    }
  }
}
