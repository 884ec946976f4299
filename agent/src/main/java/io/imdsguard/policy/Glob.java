package io.imdsguard.policy;

/** Matching with {@code *} for any run of characters, in time linear in most texts. */
final class Glob {
  private Glob() {}

  static boolean matches(String glob, String text) {
    return matches(glob, 0, glob.length(), text, 0, text.length());
  }

  /** Whether the part of the glob matches the whole part of the text. */
  static boolean matches(String glob, int from, int to, String text, int start, int end) {
    int g = from;
    int t = start;
    int star = -1;
    int resume = start;
    while (t < end) {
      if (g < to && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < to && glob.charAt(g) == text.charAt(t)) {
        g++;
        t++;
      } else if (star >= 0) {
        // Only the last star can usefully take more.
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < to && glob.charAt(g) == '*') {
      g++;
    }
    return g == to;
  }
}
