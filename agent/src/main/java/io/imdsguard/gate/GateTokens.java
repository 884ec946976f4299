package io.imdsguard.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The gate's own session tokens: an expiry and a nonce, signed with a key of this JVM. They are
 * worth nothing to the metadata service, need no memory, and are good for their whole time to live.
 * Thread-safe.
 */
final class GateTokens {
  /** EC2's bounds: 1 second to 6 hours. */
  static final int MAX_TTL_SECONDS = 21_600;

  private static final int SIGNED = Long.BYTES + 16;

  private final byte[] key = Secrets.bytes(Sha256.BLOCK);

  /** No setting of the clock makes a token younger. */
  private final LongSupplier nanoTime;

  private final long start;

  GateTokens() {
    this(new NanoTime());
  }

  GateTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** A new token that is valid for {@code ttlSeconds}. */
  String issue(int ttlSeconds) {
    byte[] nonce = Secrets.bytes(16);
    ByteBuffer token = ByteBuffer.allocate(SIGNED + 32);
    token.putLong(now() + TimeUnit.SECONDS.toNanos(ttlSeconds)).put(nonce);
    token.put(sign(token.array()));
    // EC2's own tokens end in "==" and hold letters, digits, '-' and '_'.
    return new String(Base64.getUrlEncoder().encode(token.array()), StandardCharsets.US_ASCII);
  }

  /** Whether this is a token of this gate whose time is not over. */
  boolean isValid(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != SIGNED + 32) {
      return false;
    }
    byte[] signature = new byte[32];
    System.arraycopy(bytes, SIGNED, signature, 0, signature.length);
    return MessageDigest.isEqual(sign(bytes), signature)
        && now() < ByteBuffer.wrap(bytes).getLong();
  }

  /** The time to live that a header field asks for, in seconds, or -1 if EC2 would answer 400. */
  static int ttl(String field) {
    if (field == null || field.isEmpty() || field.length() > 5) {
      return -1;
    }
    int seconds = 0;
    for (int i = 0; i < field.length(); i++) {
      int digit = field.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      seconds = 10 * seconds + digit;
    }
    return seconds >= 1 && seconds <= MAX_TTL_SECONDS ? seconds : -1;
  }

  /** Nanoseconds since these tokens began. */
  private long now() {
    return nanoTime.getAsLong() - start;
  }

  /** HMAC-SHA256 (RFC 2104). */
  private byte[] sign(byte[] token) {
    byte[] signed = new byte[SIGNED];
    System.arraycopy(token, 0, signed, 0, SIGNED);
    return Sha256.of(padded(0x5c), Sha256.of(padded(0x36), signed));
  }

  private byte[] padded(int pad) {
    byte[] padded = new byte[Sha256.BLOCK];
    for (int i = 0; i < Sha256.BLOCK; i++) {
      padded[i] = (byte) (key[i] ^ pad);
    }
    return padded;
  }

  private static final class NanoTime implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }
}
