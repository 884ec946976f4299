package io.imdsguard.audit;

import java.lang.reflect.Constructor;
import java.security.PrivilegedAction;

/**
 * Starts the thread that writes. It may be the application's code that needs it: from JDK 9 on the
 * new thread inherits nothing of that, on Java 8 no class loader at least, and it ends when idle.
 */
final class StartWriter implements PrivilegedAction<Void> {
  private final Runnable work;

  StartWriter(Runnable work) {
    this.work = work;
  }

  @Override
  public Void run() {
    Thread thread = thread();
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return null;
  }

  private Thread thread() {
    try {
      Constructor<Thread> without =
          Thread.class.getConstructor(
              ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class);
      return without.newInstance(root(), work, "imds-guard-audit", 0L, false);
    } catch (ReflectiveOperationException upTo8) {
      return new Thread(root(), work, "imds-guard-audit");
    }
  }

  /** An application may destroy its own groups. */
  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
