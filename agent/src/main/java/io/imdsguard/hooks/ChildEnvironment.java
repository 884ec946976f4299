package io.imdsguard.hooks;

import io.imdsguard.gate.Equipment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment that one child process is started with: a copy of the application's, which stays
 * as it is. It has to be the JDK's own kind of map, and to keep the values' bytes, which need not
 * be text in this JVM's encoding.
 */
final class ChildEnvironment {
  private static final String URL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

  /** The AWS SDKs would heed these in place of the above. */
  private static final String[] OTHERS = {
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  };

  private ChildEnvironment() {}

  /**
   * A copy with the two variables in it.
   *
   * @param environment the application's, {@code null} for the JVM's own
   */
  static Map<String, String> with(Equipment equipment, Map<String, String> environment)
      throws ReflectiveOperationException {
    Map<String, String> copy =
        environment == null ? new ProcessBuilder().environment() : copy(environment);
    for (String other : OTHERS) {
      copy.remove(other);
    }
    copy.put(URL, equipment.url());
    copy.put(TOKEN, equipment.token());
    return copy;
  }

  /** {@code java.lang.ProcessEnvironment$StringEnvironment} on Unix, a HashMap on Windows. */
  @SuppressWarnings("unchecked") // a copy is of the original's own type
  private static Map<String, String> copy(Map<String, String> environment)
      throws ReflectiveOperationException {
    if (environment instanceof HashMap) {
      return (Map<String, String>) ((HashMap<String, String>) environment).clone();
    }
    Field inner = environment.getClass().getDeclaredField("m");
    inner.setAccessible(true);
    Constructor<?> constructor = environment.getClass().getDeclaredConstructor(Map.class);
    constructor.setAccessible(true);
    Map<?, ?> bytes = (Map<?, ?>) inner.get(environment);
    return (Map<String, String>) constructor.newInstance(new HashMap<Object, Object>(bytes));
  }
}
