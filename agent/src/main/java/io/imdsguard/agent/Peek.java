package io.imdsguard.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * A look at the policy file that costs next to nothing: might it name addresses, or give child
 * processes credentials? Only then do the application's first connections, or processes, wait until
 * it has been parsed. And only where it might narrow credentials is loaded what that takes.
 * Immutable: what the file says later is not seen.
 */
final class Peek {
  private static final String ENDPOINTS = "endpoints";
  private static final String PROCESS = "process";
  private static final String CREDENTIALS = "credentials";
  private static final String SESSION_POLICY = "session-policy";
  private static final int MAX_BYTES = 1 << 20;

  private final boolean mayNameEndpoints;
  private final boolean mayEquip;
  private final boolean mayNarrow;

  /**
   * Looks, once.
   *
   * @param policy the file; {@code null} for the built-in policy, which does nothing of the kind
   */
  Peek(String policy) {
    byte[] text = policy == null ? new byte[0] : read(new File(policy));
    mayNameEndpoints = says(text, ENDPOINTS);
    mayEquip = says(text, PROCESS) && says(text, CREDENTIALS);
    mayNarrow = says(text, SESSION_POLICY);
  }

  boolean mayNameEndpoints() {
    return mayNameEndpoints;
  }

  boolean mayEquip() {
    return mayEquip;
  }

  /** Whether a rule may narrow credentials. */
  boolean mayNarrow() {
    return mayNarrow;
  }

  /** The file's text, or {@code null} if it can't be read: then it may say anything. */
  private static byte[] read(File file) {
    byte[] text = new byte[(int) Math.min(file.length(), MAX_BYTES)];
    try (FileInputStream in = new FileInputStream(file)) {
      int length = 0;
      for (int n = in.read(text); n > 0; n = in.read(text, length, text.length - length)) {
        length += n;
      }
      return text;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean says(byte[] text, String key) {
    for (int i = 0; text != null && i < text.length; i++) {
      int matched = 0;
      while (matched < key.length()
          && i + matched < text.length
          && text[i + matched] == key.charAt(matched)) {
        matched++;
      }
      // A key may be written with escapes: then its spelling says nothing.
      if (matched == key.length() || text[i] == '\\') {
        return true;
      }
    }
    return text == null;
  }
}
