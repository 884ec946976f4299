package io.imdsguard.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The tokens of child processes. Only their digests are kept: a token is in its process's
 * environment and nowhere else. Thread-safe.
 */
final class ChildTokens {
  private static final int TOKEN_BYTES = 32;

  private final List<Child> children = new ArrayList<>();

  /** A new token: 43 letters, digits, '-' and '_'. */
  String mint() {
    return Secrets.text(TOKEN_BYTES);
  }

  static byte[] digest(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Keeps a child, and forgets those that are over. */
  synchronized void add(Child child) {
    for (Iterator<Child> all = children.iterator(); all.hasNext(); ) {
      if (all.next().isOver()) {
        all.remove();
      }
    }
    children.add(child);
  }

  /**
   * The living child whose token this is, or {@code null}. Every token is compared with, in a time
   * that does not depend on where they differ.
   */
  Child find(String token) {
    byte[] digest = digest(token);
    Child found = null;
    for (Child child : copy()) {
      if (MessageDigest.isEqual(child.tokenDigest(), digest)) {
        found = child;
      }
    }
    return found != null && found.isAlive() ? found : null;
  }

  private synchronized List<Child> copy() {
    return new ArrayList<>(children);
  }
}
