package io.imdsguard.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * A look at the policy file that costs next to nothing: might it name addresses, or give child
 * processes credentials? Only then do the application's first connections, or processes, wait until
 * it has been parsed. And only where it might narrow credentials is loaded what that takes. Its
 * mode is for the status line, which is said before anything is parsed. Immutable: what the file
 * says later is not seen.
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
  private final String mode;

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
    mode = mode(text);
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

  /** {@code monitor} or {@code enforce}; {@code null} if only parsing the file can tell. */
  String mode() {
    return mode;
  }

  private static String mode(byte[] text) {
    if (text == null || says(text, "{")) {
      return null;
    }
    String found = says(text, "mode") ? null : "monitor";
    for (int i = 0; i < text.length; i++) {
      if ((i == 0 || text[i - 1] == '\n') && isAt(text, i, "mode:")) {
        int from = i + "mode:".length();
        while (from < text.length && text[from] == ' ') {
          from++;
        }
        found = isWord(text, from, "enforce") ? "enforce" : null;
        found = isWord(text, from, "monitor") ? "monitor" : found;
      }
    }
    return found;
  }

  private static boolean isWord(byte[] text, int at, String word) {
    int end = at + word.length();
    return isAt(text, at, word) && (end == text.length || text[end] <= ' ');
  }

  private static boolean isAt(byte[] text, int at, String word) {
    int matched = 0;
    while (matched < word.length()
        && at + matched < text.length
        && text[at + matched] == word.charAt(matched)) {
      matched++;
    }
    return matched == word.length();
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
      // A key may be written with escapes: then its spelling says nothing.
      if (isAt(text, i, key) || text[i] == '\\') {
        return true;
      }
    }
    return text == null;
  }
}
