package io.imdsguard.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
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

  /** The block size of SHA-256, to which HMAC pads its key. */
  private static final int BLOCK = 64;

  private static final int SIGNED = Long.BYTES + 16;

  private final SecureRandom random = new SecureRandom();
  private final byte[] key = new byte[BLOCK];

  /** No setting of the clock makes a token younger. */
  private final LongSupplier nanoTime;

  private final long start;

  GateTokens() {
    this(new NanoTime());
  }

  GateTokens(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    random.nextBytes(key);
  }

  /** A new token that is valid for {@code ttlSeconds}. */
  String issue(int ttlSeconds) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
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

  /**
   * HMAC-SHA256 (RFC 2104). Not by {@code javax.crypto.Mac}: loading that takes longer than all the
   * rest of a first answer, and may ask a provider that the application installed.
   */
  private byte[] sign(byte[] token) {
    MessageDigest digest = sha256();
    digest.update(padded(0x36));
    digest.update(token, 0, SIGNED);
    byte[] inner = digest.digest();
    digest.update(padded(0x5c));
    return digest.digest(inner);
  }

  private byte[] padded(int pad) {
    byte[] padded = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      padded[i] = (byte) (key[i] ^ pad);
    }
    return padded;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256", "SUN");
    } catch (GeneralSecurityException notOpenJdk) {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (GeneralSecurityException e) {
        // Every Java platform has SHA-256, see java.security.MessageDigest.
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class NanoTime implements LongSupplier {
    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }
}
