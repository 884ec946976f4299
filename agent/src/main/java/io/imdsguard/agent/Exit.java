package io.imdsguard.agent;

/** Ends the JVM with status 1, for who would rather have no service than an unguarded one. */
final class Exit implements Runnable {
  @Override
  public void run() {
    System.exit(1);
  }
}
