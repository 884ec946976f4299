package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * An answer without keys that goes with credentials: validated within the last minute; one that
 * can't be validated stands while there are credentials to go with it. Thread-safe.
 */
abstract class Companion extends Source {
  private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Keys keys;
  private final Limits limits;
  private volatile Answer good;

  /** Whether somebody has found it too old while it had to stand. */
  private volatile boolean wanted;

  Companion(Session session, Clock clock, Limits limits, Keys keys, String path) {
    super(session, clock, path);
    this.limits = limits;
    this.keys = keys;
  }

  /** Reads an answer of status 200; {@code false} if it is not what the path should yield. */
  abstract boolean read(byte[] body);

  @Override
  final boolean take(Answer answer) {
    if (answer.status() != 200 || !read(answer.body())) {
      return false;
    }
    good = answer;
    return true;
  }

  @Override
  final boolean stands(Outcome outcome) {
    return outcome.isGood()
        ? outcome.isYoungerThan(VALID_NANOS, clock())
        : outcome.isRecentFailure(clock());
  }

  /**
   * The answer.
   *
   * @throws IOException if there is none to stand, and the service gives none
   */
  final Reply reply(Refresher refresher) throws IOException {
    Outcome outcome = validated(VALID_NANOS, refresher);
    return isGoodWith(outcome) ? new HeldReply(good, true, null, null) : outcome.relayed(null);
  }

  /** Whether there is a good answer, validated as for {@link #reply} but within this time. */
  final boolean isGood(long withinNanos, Refresher refresher) throws IOException {
    return isGoodWith(validated(Math.min(withinNanos, VALID_NANOS), refresher));
  }

  /** Whether the background thread has to fetch it. */
  final boolean isWanted() {
    return wanted;
  }

  final void refetchIfWanted() {
    if (wanted) {
      wanted = false;
      refetch(limits.answerMillis());
    }
  }

  /** Has it fetched unless that was within the last minute. */
  final void refetchIfOld() {
    Outcome last = last();
    if (last != null && !last.isYoungerThan(VALID_NANOS, clock())) {
      wanted = true;
    }
    refetchIfWanted();
  }

  private Outcome validated(long withinNanos, Refresher refresher) throws IOException {
    Outcome last = last();
    boolean fresh = last != null && last.isYoungerThan(withinNanos, clock());
    if (last != null && isCovered()) {
      return fresh ? last : validatedBehind(last, refresher);
    }
    if (last != null && last.isGood() && !fresh) {
      refetch(limits.answerMillis());
    }
    return outcome(limits.answerMillis());
  }

  /**
   * What is covered is fetched in the background; a caller waits for that a short while, and not at
   * all if it failed the last time.
   */
  private Outcome validatedBehind(Outcome last, Refresher refresher) {
    wanted = true;
    refresher.wake();
    if (last.isGood()) {
      awaitOther(last, limits.revalidateMillis());
    }
    return last();
  }

  private boolean isGoodWith(Outcome outcome) {
    return outcome.isGood() || isCovered();
  }

  private boolean isCovered() {
    return good != null && keys.holdUnexpired();
  }
}
