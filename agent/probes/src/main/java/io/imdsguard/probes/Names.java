package io.imdsguard.probes;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;

/**
 * What of the agent and its libraries an application finds by name, before and after the guard is
 * up: {@code Names URL NAME...}. Prints where each came from.
 */
public final class Names {
  private Names() {}

  public static void main(String[] arguments) throws Exception {
    Report.run("connect", Http::get, arguments[0]);
    for (int i = 1; i < arguments.length; i++) {
      Report.print(arguments[i], "GOT", find(arguments[i]));
    }
    exposed("io.imdsguard.agent.ImdsGuardAgent");
    exposed("java.net.ImdsGuardJunction");
    System.exit(0);
  }

  private static String find(String name) {
    for (ClassLoader loader :
        new ClassLoader[] {
          ClassLoader.getSystemClassLoader(), null, Names.class.getClassLoader()
        }) {
      try {
        Class<?> type = Class.forName(name, false, loader);
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        return String.valueOf(location);
      } catch (ClassNotFoundException | NullPointerException notThere) {
        // Nor has a class of the boot loader a code source: the next loader, then.
      }
    }
    return "nowhere";
  }

  /** What other packages see of a class, besides what its parents have. */
  private static void exposed(String name) throws Exception {
    StringBuilder found = new StringBuilder();
    Class<?> type = Class.forName(name, false, ClassLoader.getSystemClassLoader());
    for (Field field : type.getDeclaredFields()) {
      if ((field.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
        found.append(" field ").append(field.getName());
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !method.getName().startsWith("lambda$")) {
        found.append(' ').append(method.getName());
      }
    }
    Report.print(name + "-exposes", "GOT", found.toString().trim());
  }
}
