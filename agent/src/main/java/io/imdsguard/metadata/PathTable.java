package io.imdsguard.metadata;

/**
 * Paths in lower case, matched by whole segments; a {@code *} is the rest of a segment. A slash at
 * the end of a path makes no difference. Immutable.
 */
final class PathTable {
  private final String[] patterns;
  private final boolean below;

  private PathTable(boolean below, String... patterns) {
    this.patterns = patterns;
    this.below = below;
  }

  /** These paths alone. */
  static PathTable exactly(String... patterns) {
    return new PathTable(false, patterns);
  }

  /** These paths and all below them. */
  static PathTable andBelow(String... patterns) {
    return new PathTable(true, patterns);
  }

  boolean holds(String path) {
    for (String pattern : patterns) {
      if (holds(pattern, path)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(String pattern, String path) {
    int at = 0;
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '*') {
        int slash = path.indexOf('/', at);
        at = slash < 0 ? path.length() : slash;
      } else if (at < path.length() && path.charAt(at) == pattern.charAt(i)) {
        at++;
      } else {
        return false;
      }
    }
    return at == path.length() || (path.charAt(at) == '/' && (below || at == path.length() - 1));
  }
}
