package io.imdsguard.gate;

/**
 * SHA-256 (FIPS 180-4, 6.2) of what fits into memory. The agent's own, because {@code
 * java.security.MessageDigest} asks whichever provider an application has put first, or in the
 * place of the JDK's under its name: that would see every token.
 */
final class Sha256 {
  /** Bytes of a block, to which HMAC pads its key. */
  static final int BLOCK = 64;

  private static final int ROUNDS = 64;

  /** The fractional parts of the cube roots of the first 64 primes (4.2.2). */
  private static final int[] K = constants(ROUNDS, 3);

  /** The same of the square roots of the first 8 (5.3.3). */
  private static final int[] START = constants(8, 2);

  private Sha256() {}

  /** The digest of these, one after the other. */
  static byte[] of(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] padded = new byte[(length + 8) / BLOCK * BLOCK + BLOCK];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, padded, at, part.length);
      at += part.length;
    }
    padded[at] = (byte) 0x80;
    put(padded, padded.length - 4, length << 3);
    put(padded, padded.length - 8, length >>> 29);
    int[] state = START.clone();
    for (int block = 0; block < padded.length; block += BLOCK) {
      compress(state, padded, block);
    }
    byte[] digest = new byte[32];
    for (int i = 0; i < state.length; i++) {
      put(digest, 4 * i, state[i]);
    }
    return digest;
  }

  private static void compress(int[] state, byte[] bytes, int from) {
    int[] w = new int[ROUNDS];
    for (int t = 0; t < 16; t++) {
      w[t] = get(bytes, from + 4 * t);
    }
    for (int t = 16; t < ROUNDS; t++) {
      int s0 = right(w[t - 15], 7) ^ right(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      int s1 = right(w[t - 2], 17) ^ right(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    int[] v = state.clone();
    for (int t = 0; t < ROUNDS; t++) {
      int s1 = right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25);
      int t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[t] + w[t];
      int s0 = right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22);
      int t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < state.length; i++) {
      state[i] += v[i];
    }
  }

  /** The first 32 bits of the fractional parts of the roots of so many primes. */
  private static int[] constants(int count, int root) {
    int[] constants = new int[count];
    int found = 0;
    for (int n = 2; found < count; n++) {
      if (isPrime(n)) {
        // A double has 53 bits: 32 behind the point, and at most 5 before it.
        double value = root == 2 ? StrictMath.sqrt(n) : StrictMath.cbrt(n);
        constants[found++] = (int) (long) ((value - (long) value) * 0x1p32);
      }
    }
    return constants;
  }

  private static boolean isPrime(int n) {
    for (int i = 2; i * i <= n; i++) {
      if (n % i == 0) {
        return false;
      }
    }
    return true;
  }

  private static int right(int word, int by) {
    return Integer.rotateRight(word, by);
  }

  private static int get(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static void put(byte[] bytes, int at, int word) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (word >>> (24 - 8 * i));
    }
  }
}
