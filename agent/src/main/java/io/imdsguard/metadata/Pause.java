package io.imdsguard.metadata;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between two attempts to refresh credentials that are still good. */
final class Pause {
  private static final long SHORTEST_MILLIS = 1_000;
  private static final long STEP_MILLIS = 30_000;

  /** So many steps are in a life: half a minute in twenty minutes and more. */
  private static final int STEPS = 40;

  private static final int MAX_DOUBLINGS = 2;

  private Pause() {}

  /**
   * For credentials that live for hours half a minute to a minute, two minutes to two and a half
   * once attempts fail; less for those that live shorter, and near their end; never under a second.
   *
   * @param lifeMillis how long the credentials were good for when they came
   * @param leftMillis how long they still are
   * @param failures how many attempts in a row have failed
   */
  static long millis(long lifeMillis, long leftMillis, int failures) {
    long step = Math.max(SHORTEST_MILLIS, Math.min(STEP_MILLIS, lifeMillis / STEPS));
    long jitter = ThreadLocalRandom.current().nextInt((int) step);
    long millis = (step << Math.min(failures, MAX_DOUBLINGS)) + jitter;
    return Math.max(SHORTEST_MILLIS, Math.min(millis, leftMillis / 4));
  }
}
