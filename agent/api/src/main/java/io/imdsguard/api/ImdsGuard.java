package io.imdsguard.api;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * The agent, as an application can ask it for the role's credentials.
 *
 * <p>Thread-safe. Nothing is kept: each call asks the agent, which answers from memory and decides
 * by its policy (a rule with {@code kind: credentials}) for the code that called. An agent that is
 * attached later is found by the next call.
 */
public final class ImdsGuard {
  private ImdsGuard() {}

  /**
   * Whether the agent is in this JVM and not switched off. It may still refuse, or have no
   * credentials.
   */
  public static boolean isPresent() {
    return Agent.isPresent();
  }

  /**
   * The role's current credentials, for the class that calls this. They are good for some minutes
   * at least while the metadata service works, and for as long as {@link Credentials#expiration()}
   * says in any case. Ask again when they are needed again: it costs microseconds, except for the
   * first call in a JVM, which waits for the service, up to some seconds.
   *
   * @throws CredentialsException if the agent is absent, the policy refuses the caller, or no
   *     credentials are to be had; {@link CredentialsException#reason()} says which
   */
  public static Credentials credentials() {
    return Answers.credentials(Agent.ask("credentials", null));
  }

  /**
   * Has a listener called whenever the agent holds other credentials than before: within ten
   * seconds of their arrival, which is minutes before the old ones expire. It is not called with
   * those that are current when it is added.
   *
   * <p>Each call comes on a daemon thread of the agent's own, named {@code imds-guard-listener},
   * whose context class loader is that of this class. Calls to one listener never overlap; one that
   * takes long holds up no other, and misses credentials that came and went meanwhile. What it
   * throws goes to that thread's uncaught exception handler, and it is called again the next time.
   *
   * <p>The policy decides about the class that calls this method, now and at each refresh. A
   * listener that is refused at a refresh is not called for it.
   *
   * @return to be closed when the listener is to be called no more. Until then the agent refers to
   *     the listener, and so to its class loader: an application that can be undeployed has to
   *     close it.
   * @throws CredentialsException if the agent is absent or the policy refuses the caller
   */
  public static Registration onRefresh(Consumer<? super Credentials> listener) {
    Objects.requireNonNull(listener, "listener");
    Consumer<Object> called = answer -> listener.accept(Answers.credentials(answer));
    Answers.require("listening", Agent.ask("listen", called));
    return () -> Agent.ask("unlisten", called);
  }
}
