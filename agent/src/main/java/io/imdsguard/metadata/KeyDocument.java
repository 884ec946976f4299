package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One document of credentials: fetched once for all callers, refreshed ahead of its end, the last
 * good one kept until it expires. Thread-safe.
 *
 * <p>EC2 offers new credentials at least five minutes before the old ones expire (Amazon EC2 user
 * guide, "Retrieve security credentials from instance metadata"); the AWS SDK for Java 1 asks once
 * a minute from fifteen minutes before. So they are refreshed from twenty minutes before, or from
 * half of their life if that is less.
 */
final class KeyDocument extends Source implements Keys {
  private static final long REFRESH_AHEAD_MILLIS = TimeUnit.MINUTES.toMillis(20);

  /** Up to so much earlier, so that many JVMs of one host do not ask in step. */
  private static final int JITTER_MILLIS = (int) TimeUnit.MINUTES.toMillis(4);

  private static final long URGENT_MILLIS = TimeUnit.MINUTES.toMillis(5);

  /** The longest that EC2 issues them for; held longer, the clock was wrong when they came. */
  private static final long MAX_HELD_MILLIS = TimeUnit.HOURS.toMillis(6);

  private final Limits limits;
  private final boolean withCode;

  private volatile Credentials good;

  /** Of the credentials held: how long they were good for when they first came. */
  private volatile long lifeMillis;

  /** How long before their end they are to be refreshed. */
  private volatile long aheadMillis;

  /** Whether anybody has asked for the credentials that are held. */
  private volatile boolean used;

  /** When the service may be asked again, by {@link Clock#nanos}, once something is held. */
  private volatile long pauseEndNanos;

  /**
   * Creates one; nothing is fetched yet.
   *
   * @param withCode whether the document says {@code "Code" : "Success"}, as EC2's do and those of
   *     ECS and EKS do not
   */
  KeyDocument(Session session, Clock clock, Limits limits, String target, boolean withCode) {
    super(session, clock, target);
    this.limits = limits;
    this.withCode = withCode;
  }

  @Override
  public boolean holdUnexpired() {
    return isUnexpired(good);
  }

  /**
   * The credentials held, or else fetched.
   *
   * @param refresher who is told if they are to be refreshed, now or later
   * @return them, or the service's answer as it is if it does not give good ones
   * @throws IOException if it gives no answer
   */
  Reply reply(Refresher refresher) throws IOException {
    boolean first = use();
    if (isUrgent()) {
      Outcome last = last();
      refresher.wake();
      awaitOther(last, limits.revalidateMillis());
    }
    Reply reply = held();
    if (use() || first || refreshDelayMillis() == 0) {
      refresher.wake();
    }
    return reply;
  }

  /** Notes that somebody has asked; whether that is the first time for what is held. */
  private boolean use() {
    boolean first = !used;
    if (first) {
      used = true;
    }
    return first;
  }

  /** Fetches them unless they are held. */
  void load() throws IOException {
    held().close();
  }

  private Reply held() throws IOException {
    Credentials held = good;
    if (isUnexpired(held)) {
      return held.reply();
    }
    Outcome outcome = outcome(limits.answerMillis());
    held = good;
    return outcome.isGood() && held != null ? held.reply() : outcome.relayed(held);
  }

  /** Whether they are so near their end that a caller should rather wait a moment for new ones. */
  private boolean isUrgent() {
    Credentials held = good;
    return isUnexpired(held)
        && held.leftMillis(clock()) < URGENT_MILLIS
        && millisUntilDue(held) == 0;
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
            held.leftMillis(clock()) - aheadMillis, MAX_HELD_MILLIS - held.heldMillis(clock()));
    long untilAllowed = TimeUnit.NANOSECONDS.toMillis(pauseEndNanos - clock().nanos());
    return Math.max(0, Math.max(untilDue, untilAllowed));
  }

  /** Asks for new ones if they are due, while those held go on being handed out. */
  void refreshIfDue() {
    Credentials held = good;
    if (refreshDelayMillis() == 0) {
      long begunNanos = clock().nanos();
      refetch(limits.answerMillis());
      pauseEndNanos = begunNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis(held));
    }
  }

  @Override
  boolean take(Answer answer) {
    Credentials credentials = Credentials.of(answer, withCode, clock());
    if (credentials == null) {
      return false;
    }
    if (!credentials.expireWith(good)) {
      used = false;
      pauseEndNanos = clock().nanos();
      lifeMillis = credentials.leftMillis(clock());
      long ahead = REFRESH_AHEAD_MILLIS + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
      aheadMillis = Math.min(ahead, lifeMillis / 2);
    }
    good = credentials;
    return true;
  }

  @Override
  boolean stands(Outcome outcome) {
    return outcome.isGood() ? holdUnexpired() : outcome.isRecentFailure(clock());
  }

  private boolean isUnexpired(Credentials credentials) {
    return credentials != null && credentials.leftMillis(clock()) > 0;
  }

  /** How long after an attempt to refresh them the next one may follow. */
  private long pauseMillis(Credentials held) {
    Outcome last = last();
    int failures = last == null ? 0 : last.failures();
    return Pause.millis(lifeMillis, held.leftMillis(clock()), failures);
  }
}
