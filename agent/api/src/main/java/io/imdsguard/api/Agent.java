package io.imdsguard.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The way to the agent: one method of one class that the agent puts beside the JDK's own, where
 * every class loader finds it, in a package that every module may use. Nothing of the agent's can
 * be seen from here, only arrays of the JDK's types come back. Thread-safe.
 */
final class Agent {
  private static final String JUNCTION = "java.net.ImdsGuardJunction";

  /** Kept once found; looked for again until then, because the agent may be attached later. */
  private static volatile Method api;

  private Agent() {}

  static boolean isPresent() {
    return api() != null;
  }

  /**
   * Asks the agent.
   *
   * @return its answer, see {@link Answers}; {@code null} if it does not know the question or has
   *     failed
   * @throws CredentialsException if it is absent
   */
  static Object ask(String what, Object about) {
    Method method = api();
    if (method == null) {
      throw new CredentialsException(
          CredentialsException.Reason.ABSENT, 0, "the IMDS Guard agent is not in this JVM");
    }
    try {
      return method.invoke(null, what, about);
    } catch (IllegalAccessException | InvocationTargetException e) {
      // Neither happens: the method is public, and throws nothing.
      return null;
    }
  }

  private static Method api() {
    Method found = api;
    if (found == null) {
      try {
        found = Class.forName(JUNCTION).getMethod("api", String.class, Object.class);
        api = found;
      } catch (ReflectiveOperationException | LinkageError absent) {
        return null;
      }
    }
    return found;
  }
}
