package io.imdsguard.metadata;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What came of one fetch: an answer, good or not, or a failure. Immutable. */
final class Outcome {
  private static final long FIRST_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After the fourth failure in a row it is eight seconds, and stays so. */
  private static final int MAX_DOUBLINGS = 3;

  private final Answer answer;
  private final Failure failure;
  private final int failures;
  private final long nanos;

  private Outcome(Answer answer, Failure failure, int failures, long nanos) {
    this.answer = answer;
    this.failure = failure;
    this.failures = failures;
    this.nanos = nanos;
  }

  /**
   * An answer.
   *
   * @param before the outcome of the fetch before it, or {@code null}
   */
  static Outcome of(Answer answer, boolean good, Outcome before, Clock clock) {
    return new Outcome(answer, null, good ? 0 : failuresAfter(before), clock.nanos());
  }

  /** No answer. */
  static Outcome of(Failure failure, Outcome before, Clock clock) {
    return new Outcome(null, failure, failuresAfter(before), clock.nanos());
  }

  private static int failuresAfter(Outcome before) {
    return before == null ? 1 : Math.min(before.failures, Integer.MAX_VALUE - 1) + 1;
  }

  boolean isGood() {
    return failures == 0;
  }

  /** How many fetches in a row, up to this one, brought nothing good. */
  int failures() {
    return failures;
  }

  /** Why nothing good came of it, or {@code null} if something did. */
  String failure() {
    if (isGood()) {
      return null;
    }
    return failure == null ? "status " + answer.status() : failure.again().getMessage();
  }

  boolean isYoungerThan(long ageNanos, Clock clock) {
    return clock.nanos() - nanos < ageNanos;
  }

  /**
   * Whether a failure still answers for the service where there is nothing better to answer with: a
   * second after the first, twice as long after each further one up to eight, so that however many
   * callers ask, the service is hardly asked.
   */
  boolean isRecentFailure(Clock clock) {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    return failures > 0 && isYoungerThan(FIRST_FAILURE_NANOS << doublings, clock);
  }

  /**
   * The service's own answer, whatever it was, for those who asked; or the same failure again.
   *
   * @param expired the credentials that were held before and have expired, or {@code null}
   */
  Reply relayed(Credentials expired) throws IOException {
    if (failure == null) {
      String note = expired == null ? null : "the credentials held expired at " + expired.end();
      return new HeldReply(answer, false, CredentialsFields.of(answer.body()), note);
    }
    throw expired == null
        ? failure.again()
        : new CredentialsExpiredException(expired.end(), failure.again());
  }
}
