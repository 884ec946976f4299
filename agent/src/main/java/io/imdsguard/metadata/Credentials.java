package io.imdsguard.metadata;

import java.util.concurrent.TimeUnit;

/**
 * One good credentials document, its bytes as they came, and how long it is good for. Immutable.
 *
 * <p>An expiration is a time of day, so the wall clock decides; but a clock that is set back after
 * the document came must not make it last longer, so the time it has been held counts as well.
 */
final class Credentials {
  private static final long SHORTEST_MILLIS = 1_000;

  private final Answer answer;
  private final CredentialsFields fields;
  private final long expirationMillis;
  private final long loadedNanos;
  private final long leftAtLoadMillis;

  private Credentials(Answer answer, CredentialsFields fields, Clock clock) {
    this.answer = answer;
    this.fields = fields;
    this.expirationMillis = fields.expirationMillis();
    this.loadedNanos = clock.nanos();
    this.leftAtLoadMillis = expirationMillis - clock.wallMillis();
  }

  /**
   * The credentials in an answer, or {@code null} if they are not whole, or over within a second:
   * who got those could not use them, and they would have to be fetched again at once.
   *
   * @param withCode whether the document has to say {@code "Code" : "Success"}
   */
  static Credentials of(Answer answer, boolean withCode, Clock clock) {
    CredentialsFields fields = answer.status() == 200 ? CredentialsFields.of(answer.body()) : null;
    if (fields == null || !(withCode ? fields.isSuccess() : fields.isWhole())) {
      return null;
    }
    Credentials credentials = new Credentials(answer, fields, clock);
    return credentials.leftMillis(clock) >= SHORTEST_MILLIS ? credentials : null;
  }

  /** Milliseconds until they expire; 0 or less if they have. */
  long leftMillis(Clock clock) {
    return Math.min(expirationMillis - clock.wallMillis(), leftAtLoadMillis - heldMillis(clock));
  }

  long heldMillis(Clock clock) {
    return TimeUnit.NANOSECONDS.toMillis(clock.nanos() - loadedNanos);
  }

  /** Whether these are still the same ones, or some that were issued together with them. */
  boolean expireWith(Credentials other) {
    return other != null && other.expirationMillis == expirationMillis;
  }

  /** When they expire, as their document says. */
  String end() {
    return fields.expiration();
  }

  Reply reply() {
    return new HeldReply(answer, true, fields, null);
  }
}
