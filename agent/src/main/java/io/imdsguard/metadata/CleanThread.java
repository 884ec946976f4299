package io.imdsguard.metadata;

import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * Makes the agent's own threads, daemons all of them, where an application's thread is running:
 * such a thread would inherit its class loader, its thread locals and its rights, and keep what
 * they refer to for as long as it lives.
 */
public final class CleanThread {
  private static final ThreadGroup GROUP = root(Thread.currentThread().getThreadGroup());

  private static final boolean ON_8 =
      System.getProperty("java.specification.version").startsWith("1.");

  /** {@code null} until there are threads that nobody else can interrupt. */
  private static volatile Function<Object[], Thread> maker;

  private CleanThread() {}

  /**
   * From now on threads for the agent's own code are made by this.
   *
   * @param workers {@code boot.Workers}, by the name it has at run time: is given a {@code
   *     ThreadGroup}, a {@code Runnable}, a name and a stack's size in bytes
   */
  public static void areMadeBy(Function<Object[], Thread> workers) {
    maker = workers;
  }

  /**
   * Starts a thread.
   *
   * @param loader its context class loader, for code of the application's; {@code null} for the
   *     agent's own
   * @return whether it was started; if not, there are no more threads to be had
   */
  public static boolean start(Runnable work, String name, ClassLoader loader) {
    Thread thread = make(work, name, 0, loader);
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /** Makes a thread for code of the agent's. */
  public static Thread make(Runnable work, String name, long stackBytes) {
    return make(work, name, stackBytes, null);
  }

  /** What makes threads of this name. */
  public static ThreadFactory named(String name) {
    return new Named(name);
  }

  private static Thread make(Runnable work, String name, long stackBytes, ClassLoader loader) {
    return AccessController.doPrivileged(new Make(work, name, stackBytes, loader));
  }

  private static ThreadGroup root(ThreadGroup group) {
    ThreadGroup root = group;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }

  private static final class Named implements ThreadFactory {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
      return make(work, name, 0);
    }
  }

  private static final class Make implements PrivilegedAction<Thread> {
    private final Runnable work;
    private final String name;
    private final long stackBytes;
    private final ClassLoader loader;

    Make(Runnable work, String name, long stackBytes, ClassLoader loader) {
      this.work = work;
      this.name = name;
      this.stackBytes = stackBytes;
      this.loader = loader;
    }

    @Override
    public Thread run() {
      Function<Object[], Thread> workers = maker;
      Thread thread =
          loader == null && workers != null
              ? workers.apply(new Object[] {GROUP, work, name, stackBytes})
              : create();
      if (ON_8) {
        forgetInherited(thread);
      }
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      return thread;
    }

    private Thread create() {
      try {
        // JDK 9 on: a thread that inherits no thread locals.
        return Thread.class
            .getConstructor(
                ThreadGroup.class, Runnable.class, String.class, long.class, boolean.class)
            .newInstance(GROUP, work, name, stackBytes, false);
      } catch (ReflectiveOperationException upTo8) {
        return new Thread(GROUP, work, name, stackBytes);
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
