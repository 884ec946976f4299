package io.imdsguard.metadata;

import java.io.IOException;

/** What came of one fetch: an answer, good or not, or a failure. Immutable. */
final class Outcome {
  private final Answer answer;
  private final Failure failure;
  private final boolean good;
  private final long nanos;

  Outcome(Answer answer, Failure failure, boolean good, long nanos) {
    this.answer = answer;
    this.failure = failure;
    this.good = good;
    this.nanos = nanos;
  }

  boolean isGood() {
    return good;
  }

  boolean isYoungerThan(long ageNanos, Clock clock) {
    return clock.nanos() - nanos < ageNanos;
  }

  /** The service's own answer, whatever it was, for those who asked; or the same failure again. */
  Reply relayed() throws IOException {
    if (failure != null) {
      throw failure.again();
    }
    return new HeldReply(answer, false, CredentialsFields.of(answer.body()));
  }
}
