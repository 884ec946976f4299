package io.imdsguard.caller;

import java.util.Map;
import java.util.WeakHashMap;

/**
 * What there is to know of a class wherever it stands on a stack. To find out takes hundreds of
 * comparisons, and the stacks of one client are alike: each class is looked at once. Immutable.
 */
final class Sort {
  /** Not on the classes themselves, where the application might find an object of ours. */
  private static final Map<Class<?>, Sort> KNOWN = new WeakHashMap<>();

  /** Whether it is the JDK's own, see {@link JdkCode#owns}. */
  final boolean jdk;

  final Known what;

  /** Of the client that it belongs to, see {@link Clients#rank}. */
  final int client;

  private Sort(Class<?> type) {
    jdk = JdkCode.owns(type);
    what = KnownCode.of(type, jdk);
    client = Clients.rank(type.getName());
  }

  static Sort of(Class<?> type) {
    synchronized (KNOWN) {
      Sort sort = KNOWN.get(type);
      if (sort == null) {
        sort = new Sort(type);
        KNOWN.put(type, sort);
      }
      return sort;
    }
  }
}
