package io.imdsguard.metadata;

import java.util.concurrent.TimeUnit;

/**
 * One IMDSv2 session token and its age by a clock that only runs forward. Thread-safe; has no
 * {@code toString}, because the value is a secret.
 */
final class SessionToken {
  private static final long RENEW_AHEAD_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long REPLACEMENT_TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String value;
  private final long bornNanos;
  private final long lifeNanos;
  private final boolean replacement;
  private volatile boolean accepted;

  /**
   * Creates a token.
   *
   * @param bornNanos when it was asked for, by {@link Clock#nanos}
   * @param lifeSeconds its time to live
   * @param replacement whether it was asked for because the service had refused the one before
   */
  SessionToken(String value, long bornNanos, long lifeSeconds, boolean replacement) {
    this.value = value;
    this.bornNanos = bornNanos;
    this.lifeNanos = TimeUnit.SECONDS.toNanos(lifeSeconds);
    this.replacement = replacement;
  }

  String value() {
    return value;
  }

  boolean isAlive(long nowNanos) {
    return nowNanos - bornNanos < lifeNanos;
  }

  /** Whether five minutes or a tenth of its life are left, whichever is less. */
  boolean isNearlyOver(long nowNanos) {
    long ahead = Math.min(RENEW_AHEAD_NANOS, lifeNanos / 10);
    return nowNanos - bornNanos >= lifeNanos - ahead;
  }

  /** Notes that the service took it: a later refusal is news. */
  void accept() {
    if (!accepted) {
      accepted = true;
    }
  }

  /**
   * Whether a new token would be refused just the same: this one is a few seconds old, replaced a
   * refused one, and was never taken. A service that answers 401 to everything is then not asked
   * for a token with every request.
   */
  boolean isFutileToReplace(long nowNanos) {
    return replacement && !accepted && nowNanos - bornNanos < REPLACEMENT_TRUSTED_NANOS;
  }
}
