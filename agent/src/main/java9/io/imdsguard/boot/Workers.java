package io.imdsguard.boot;

import java.util.function.Function;

/**
 * Makes {@link Worker}s. The agent's loader can't name their class, and to call their constructor
 * by reflection, which spins method handles from JDK 18 on (JEP 416), would cost an application's
 * first connection tens of milliseconds.
 */
final class Workers implements Function<Object[], Thread> {

  /** Called once, with the agent's rights. */
  Workers() {}

  /**
   * Makes a thread.
   *
   * @param of its group, what it runs, its name, and its stack's size in bytes (0 for the JVM's own
   *     choice)
   */
  @Override
  public Thread apply(Object[] of) {
    ThreadGroup group = (ThreadGroup) of[0];
    Runnable work = (Runnable) of[1];
    String name = (String) of[2];
    long stackBytes = (Long) of[3];
    try {
      return new Worker(group, work, name, stackBytes, false);
    } catch (NoSuchMethodError upTo8) {
      return new Worker(group, work, name, stackBytes);
    }
  }
}
