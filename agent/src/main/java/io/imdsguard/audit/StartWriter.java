package io.imdsguard.audit;

import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;

/** Starts the thread that writes, which ends when idle. It may be the application that needs it. */
final class StartWriter implements PrivilegedAction<Void> {
  private final ThreadFactory threads;
  private final Runnable work;

  StartWriter(ThreadFactory threads, Runnable work) {
    this.threads = threads;
    this.work = work;
  }

  @Override
  public Void run() {
    Thread thread = threads.newThread(work);
    thread.setDaemon(true);
    thread.start();
    return null;
  }
}
