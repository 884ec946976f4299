package io.imdsguard.demo.service;

import java.io.IOException;

/** Ends this JVM when the one that started it is gone, even if that was killed. */
final class ParentWatch implements Runnable {
  /** Watches standard input, which ends with the parent. */
  static void start() {
    Thread thread = new Thread(new ParentWatch(), "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}
