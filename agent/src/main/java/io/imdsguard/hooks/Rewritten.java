package io.imdsguard.hooks;

import io.imdsguard.caller.JdkCode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The libraries' classes that have been rewritten, by loader and name. They alone speak for
 * requests: anybody can call a class of his own like one of them. Thread-safe.
 */
public final class Rewritten {
  private static final Submissions<Set<String>> LIBRARIES = new Submissions<>(new AtomicInteger());

  private Rewritten() {}

  /**
   * This class file is about to become a class.
   *
   * @param name internal
   * @param rewritten whether it has its hooks
   */
  static synchronized void note(ClassLoader loader, String name, boolean rewritten) {
    Set<String> names = LIBRARIES.get(loader);
    if (names == null) {
      names = new HashSet<>();
      LIBRARIES.put(loader, names);
    }
    if (rewritten) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }

  /** Whether this class has been rewritten. */
  static synchronized boolean has(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String name = type.getName().replace('.', '/');
    if (loader == null || JdkCode.isPlatform(loader)) {
      return Hooks.isHookedInJdk(name);
    }
    Set<String> names = LIBRARIES.get(loader);
    return names != null && names.contains(name);
  }
}
