package io.imdsguard.boot;

/**
 * A thread of the agent's. Whoever finds it among the JVM's threads can neither interrupt it, which
 * would close the channel that it waits at, nor have it run or hear of anything. At run time it is
 * {@code java.net.ImdsGuardWorker}, beside {@link Junction}: of the agent's own loader it would
 * lead to that.
 *
 * <p>Its class file is Java 8's, where the second constructor is not called.
 */
public final class Worker extends Thread implements Thread.UncaughtExceptionHandler {

  /** Creates one on Java 8. */
  Worker(ThreadGroup group, Runnable work, String name, long stackBytes) {
    super(group, work, name, stackBytes);
  }

  /** Creates one from JDK 9 on: inherits no thread locals, if it is not told to. */
  Worker(ThreadGroup group, Runnable work, String name, long stackBytes, boolean inheritsLocals) {
    super(group, work, name, stackBytes, inheritsLocals);
  }

  private boolean isOwn() {
    return Thread.currentThread() == this;
  }

  /** Its own business alone. */
  @Override
  public void interrupt() {
    if (isOwn()) {
      super.interrupt();
    }
  }

  /** Before it is started, or by itself. */
  @Override
  public void setContextClassLoader(ClassLoader loader) {
    if (isOwn() || getState() == State.NEW) {
      super.setContextClassLoader(loader);
    }
  }

  /** Of no effect: a throwable of the agent's is nobody else's. */
  @Override
  public void setUncaughtExceptionHandler(UncaughtExceptionHandler handler) {}

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    return this;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    // Whoever waits for this thread's work finds that it does not come.
  }
}
