package io.imdsguard.metadata;

import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Starts the agent's own threads where an application's thread is running: such a thread would
 * inherit its class loader, its thread locals and its rights, and keep what they refer to for as
 * long as it lives.
 */
public final class CleanThread {
  private static final ThreadGroup GROUP = root(Thread.currentThread().getThreadGroup());

  private CleanThread() {}

  /**
   * Starts a daemon thread.
   *
   * @param loader its context class loader, or {@code null}
   * @return whether it was started; if not, there are no more threads to be had
   */
  public static boolean start(Runnable work, String name, ClassLoader loader) {
    return AccessController.doPrivileged(new Start(work, name, loader));
  }

  private static ThreadGroup root(ThreadGroup group) {
    ThreadGroup root = group;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }

  private static final class Start implements PrivilegedAction<Boolean> {
    private final Runnable work;
    private final String name;
    private final ClassLoader loader;

    Start(Runnable work, String name, ClassLoader loader) {
      this.work = work;
      this.name = name;
      this.loader = loader;
    }

    @Override
    public Boolean run() {
      try {
        Thread thread = create();
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        return true;
      } catch (OutOfMemoryError e) {
        return false;
      }
    }

    private Thread create() {
      try {
        // JDK 9 on: a thread that inherits no thread locals.
        return Thread.class
            .getConstructor(
                ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class)
            .newInstance(GROUP, work, name, 0L, false);
      } catch (ReflectiveOperationException upTo8) {
        Thread thread = new Thread(GROUP, work, name);
        forgetInherited(thread);
        return thread;
      }
    }

    private static void forgetInherited(Thread thread) {
      try {
        Field inherited = Thread.class.getDeclaredField("inheritableThreadLocals");
        inherited.setAccessible(true);
        inherited.set(thread, null);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Not OpenJDK's: it keeps what it inherited.
        return;
      }
    }
  }
}
