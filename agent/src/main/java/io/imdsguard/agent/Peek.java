package io.imdsguard.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * A look at the policy file that costs next to nothing: might it name addresses, or give child
 * processes credentials? Only then do the application's first connections, or processes, wait until
 * it has been parsed. And only where it might narrow credentials is loaded what that takes.
 */
final class Peek {
  private static final byte[] ENDPOINTS = {'e', 'n', 'd', 'p', 'o', 'i', 'n', 't', 's'};
  private static final byte[] PROCESS = {'p', 'r', 'o', 'c', 'e', 's', 's'};
  private static final byte[] CREDENTIALS = {'c', 'r', 'e', 'd', 'e', 'n', 't', 'i', 'a', 'l', 's'};
  private static final byte[] SESSION_POLICY = {
    's', 'e', 's', 's', 'i', 'o', 'n', '-', 'p', 'o', 'l', 'i', 'c', 'y'
  };
  private static final int MAX_BYTES = 1 << 20;

  private Peek() {}

  static boolean mayNameEndpoints(String policy) {
    return policy != null && contains(read(policy), ENDPOINTS);
  }

  static boolean mayEquip(String policy) {
    if (policy == null) {
      return false;
    }
    byte[] text = read(policy);
    return contains(text, PROCESS) && contains(text, CREDENTIALS);
  }

  /** Whether a rule may narrow credentials. */
  static boolean mayNarrow(String policy) {
    return policy != null && contains(read(policy), SESSION_POLICY);
  }

  /** The file's text, or {@code null} if it can't be read: then it may say anything. */
  private static byte[] read(String policy) {
    File file = new File(policy);
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

  private static boolean contains(byte[] text, byte[] key) {
    for (int i = 0; text != null && i + key.length <= text.length; i++) {
      int matched = 0;
      while (matched < key.length && text[i + matched] == key[matched]) {
        matched++;
      }
      // A key may be written with escapes: then its spelling says nothing.
      if (matched == key.length || text[i] == '\\') {
        return true;
      }
    }
    return text == null;
  }
}
