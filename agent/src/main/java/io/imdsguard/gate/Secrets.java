package io.imdsguard.gate;

import io.imdsguard.sts.JdkProviders;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Base64;

/**
 * Makes what nobody may guess. The bytes are the operating system's: {@code new SecureRandom()}
 * asks whichever security provider an application has put first, and that would choose them.
 */
final class Secrets implements PrivilegedAction<Void> {
  private static final String SOURCE = "/dev/urandom";

  private final byte[] bytes;

  private Secrets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** So many random bytes. */
  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    // Whoever needs them may be allowed less than the agent by a security manager.
    AccessController.doPrivileged(new Secrets(bytes));
    return bytes;
  }

  /** So many random bytes as letters, digits, '-' and '_'. */
  static String text(int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
  }

  @Override
  public Void run() {
    try (FileInputStream in = new FileInputStream(SOURCE)) {
      for (int at = 0; at < bytes.length; ) {
        int n = in.read(bytes, at, bytes.length - at);
        if (n <= 0) {
          throw new IOException(SOURCE + " has ended");
        }
        at += n;
      }
    } catch (IOException windows) {
      JdkProviders.random().nextBytes(bytes);
    }
    return null;
  }
}
