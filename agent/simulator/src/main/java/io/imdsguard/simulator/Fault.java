package io.imdsguard.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which an answer goes wrong, or merely differently. Immutable. */
public final class Fault {
  /** What happens to the connection once the answer is due. */
  enum Manner {
    SEND,
    CHUNKED,
    UNTIL_CLOSE,
    TRUNCATE,
    RAW,
    CLOSE,
    RESET,
    HANG
  }

  static final Fault NONE = new Fault(Manner.SEND, null, 0, null, Duration.ZERO, null);

  private final Manner manner;
  private final Answer replacement;
  private final int keep;
  private final byte[] raw;
  private final Duration delay;
  private final CountDownLatch hold;

  private Fault(
      Manner manner,
      Answer replacement,
      int keep,
      byte[] raw,
      Duration delay,
      CountDownLatch hold) {
    this.manner = manner;
    this.replacement = replacement;
    this.keep = keep;
    this.raw = raw;
    this.delay = delay;
    this.hold = hold;
  }

  /** An error status with EC2's HTML page. A token request that fails so mints no token. */
  public static Fault status(int status) {
    return reply(Answer.error(status));
  }

  /** Any other answer than the proper one. */
  public static Fault reply(Answer answer) {
    return new Fault(Manner.SEND, answer, 0, null, Duration.ZERO, null);
  }

  /** The request is read and never answered; the connection stays open until the client closes. */
  public static Fault hang() {
    return manner(Manner.HANG);
  }

  /** The request is read and the connection closed without a byte. */
  public static Fault closeWithoutAnswer() {
    return manner(Manner.CLOSE);
  }

  /** The request is read and the connection reset. */
  public static Fault reset() {
    return manner(Manner.RESET);
  }

  /** The full {@code Content-Length}, but only so many bytes of the body, then the end. */
  public static Fault truncateBody(int keepBytes) {
    return new Fault(Manner.TRUNCATE, null, keepBytes, null, Duration.ZERO, null);
  }

  /** Exactly these bytes instead of an answer, then the end. */
  public static Fault raw(byte[] bytes) {
    return new Fault(Manner.RAW, null, 0, bytes.clone(), Duration.ZERO, null);
  }

  /** The proper answer in chunked transfer coding, RFC 9112 section 7.1. */
  public static Fault chunked() {
    return manner(Manner.CHUNKED);
  }

  /** The proper answer without {@code Content-Length}: only the end of the stream ends it. */
  public static Fault untilClose() {
    return manner(Manner.UNTIL_CLOSE);
  }

  /** The proper answer, late. */
  public static Fault delay(Duration delay) {
    return NONE.after(delay);
  }

  /** The proper answer once the latch is open: lets a test decide the order of things. */
  public static Fault hold(CountDownLatch latch) {
    return new Fault(Manner.SEND, null, 0, null, Duration.ZERO, latch);
  }

  /** The same fault, later. */
  public Fault after(Duration later) {
    return new Fault(manner, replacement, keep, raw, later, hold);
  }

  private static Fault manner(Manner manner) {
    return new Fault(manner, null, 0, null, Duration.ZERO, null);
  }

  /** Whether no answer is made at all. */
  boolean silent() {
    return manner == Manner.RAW
        || manner == Manner.CLOSE
        || manner == Manner.RESET
        || manner == Manner.HANG;
  }

  /** Blocks as long as this fault delays an answer. */
  void await() throws InterruptedException {
    if (!delay.isZero()) {
      Thread.sleep(delay.toMillis());
    }
    if (hold != null) {
      hold.await();
    }
  }

  Manner manner() {
    return manner;
  }

  /** The answer to send instead of the proper one, or {@code null}. */
  Answer replacement() {
    return replacement;
  }

  int keep() {
    return keep;
  }

  byte[] raw() {
    return raw;
  }
}
