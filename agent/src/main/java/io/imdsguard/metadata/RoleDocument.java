package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The credentials of one role: fetched once for all callers, refreshed ahead of their end, the last
 * good ones kept until they expire. Thread-safe.
 *
 * <p>The service offers new credentials at least five minutes before the old ones expire (Amazon
 * EC2 user guide, "Retrieve security credentials from instance metadata"); the AWS SDK for Java 1
 * asks once a minute from fifteen minutes before.
 */
final class RoleDocument extends Source {
  private static final long REFRESH_AHEAD_MILLIS = TimeUnit.MINUTES.toMillis(20);
  private static final long URGENT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  /** The longest that EC2 issues them for; held longer, the clock was wrong when they came. */
  private static final long MAX_HELD_MILLIS = TimeUnit.HOURS.toMillis(6);

  private static final int PAUSE_MILLIS = 30_000;

  private final Limits limits;

  private volatile Credentials good;

  /** Whether anybody has asked for the credentials that are held. */
  private volatile boolean used;

  /** When the service may be asked again, by {@link Clock#nanos}, once something is held. */
  private volatile long pauseEndNanos;

  RoleDocument(Session session, Clock clock, Limits limits, String path) {
    super(session, clock, path);
    this.limits = limits;
  }

  boolean isUnexpired() {
    return isUnexpired(good);
  }

  /** Notes that somebody has asked; whether that is the first time for what is held. */
  boolean use() {
    boolean first = !used;
    if (first) {
      used = true;
    }
    return first;
  }

  /**
   * Whether the credentials are so near their end that a caller should rather wait for new ones.
   */
  boolean isUrgent() {
    Credentials held = good;
    return isUnexpired(held)
        && held.leftMillis(clock()) < URGENT_MILLIS
        && millisUntilDue(held) == 0;
  }

  /**
   * The credentials held, or else fetched.
   *
   * @return them, or the service's answer as it is if it does not give good ones
   * @throws IOException if it gives no answer
   */
  Reply reply() throws IOException {
    Credentials held = good;
    if (isUnexpired(held)) {
      return held.reply();
    }
    Outcome outcome = outcome(limits.answerMillis());
    held = good;
    return outcome.isGood() && held != null ? held.reply() : outcome.relayed();
  }

  /**
   * How many milliseconds until the credentials are to be refreshed, 0 if now; -1 if they expired,
   * or nobody has asked for them since they came.
   */
  long refreshDelayMillis() {
    Credentials held = good;
    return used && isUnexpired(held) ? millisUntilDue(held) : -1;
  }

  private long millisUntilDue(Credentials held) {
    long untilDue =
        Math.min(
            held.leftMillis(clock()) - REFRESH_AHEAD_MILLIS,
            MAX_HELD_MILLIS - held.heldMillis(clock()));
    long untilAllowed = TimeUnit.NANOSECONDS.toMillis(pauseEndNanos - clock().nanos());
    return Math.max(0, Math.max(untilDue, untilAllowed));
  }

  /** Asks for new credentials in the given time, while those held go on being handed out. */
  void refresh(int withinMillis) {
    pause();
    refetch(withinMillis);
  }

  @Override
  boolean take(Answer answer) {
    Credentials credentials = Credentials.of(answer, clock());
    if (credentials == null) {
      return false;
    }
    if (!isUnexpired()) {
      pause();
    }
    if (!credentials.expireWith(good)) {
      used = false;
    }
    good = credentials;
    return true;
  }

  @Override
  boolean stands(Outcome outcome) {
    return outcome.isGood() ? isUnexpired() : outcome.isYoungerThan(FAILURE_NANOS, clock());
  }

  private boolean isUnexpired(Credentials credentials) {
    return credentials != null && credentials.leftMillis(clock()) > 0;
  }

  /** Half a minute to a minute, so that many JVMs of one host do not ask in step. */
  private void pause() {
    int millis = PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS);
    pauseEndNanos = clock().nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
