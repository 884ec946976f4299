package io.imdsguard.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * A look at the policy file that costs next to nothing: might it name addresses? Only then do the
 * application's first connections wait until it has been parsed.
 */
final class Peek {
  private static final byte[] KEY = {'e', 'n', 'd', 'p', 'o', 'i', 'n', 't', 's'};
  private static final int MAX_BYTES = 1 << 20;

  private Peek() {}

  static boolean mayNameEndpoints(String policy) {
    if (policy == null) {
      return false;
    }
    File file = new File(policy);
    byte[] text = new byte[(int) Math.min(file.length(), MAX_BYTES)];
    try (FileInputStream in = new FileInputStream(file)) {
      int length = 0;
      for (int n = in.read(text); n > 0; n = in.read(text, length, text.length - length)) {
        length += n;
      }
      return contains(text, length);
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean contains(byte[] text, int length) {
    for (int i = 0; i + KEY.length <= length; i++) {
      int matched = 0;
      while (matched < KEY.length && text[i + matched] == KEY[matched]) {
        matched++;
      }
      // A key may be written with escapes: then its spelling says nothing.
      if (matched == KEY.length || text[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
