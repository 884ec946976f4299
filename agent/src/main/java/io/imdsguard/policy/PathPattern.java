package io.imdsguard.policy;

import java.util.Locale;

/**
 * Names canonical metadata paths: {@code /latest/user-data}, {@code *} for one segment or a part of
 * it, {@code /**} at the end for the path and all below it. A slash at the end makes no difference.
 * Immutable.
 */
final class PathPattern {
  static final String EXPECTED =
      "a path from the root as the service spells it, such as /latest/user-data, with * for one"
          + " segment and /** at the end for all below";

  private static final String[] KEYS = {
    "/latest/meta-data/iam/security-credentials/role", "/v1/credentials", "/v2/credentials/id",
  };

  private final String pattern;
  private final String lowerCase;
  private final boolean below;

  private PathPattern(String pattern, boolean below) {
    this.pattern = pattern;
    this.lowerCase = pattern.toLowerCase(Locale.ROOT);
    this.below = below;
  }

  /** What is wrong with the text as a pattern, or {@code null} if nothing is. */
  static String fault(String text) {
    if (!text.startsWith("/")) {
      return "does not begin with a slash";
    }
    String body = text.endsWith("/**") ? text.substring(0, text.length() - 3) : text;
    if (body.contains("**")) {
      return "has ** elsewhere than at its end";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || "?#%;\\".indexOf(c) >= 0) {
        return "has '" + (c <= ' ' || c > '~' ? "\\u" + Integer.toHexString(c) : c) + "' in it";
      }
    }
    if (text.contains("//") || hasDotSegment(body)) {
      return "has an empty segment or one of dots in it";
    }
    return isVersion(firstSegment(body))
        ? "names a version, but rules see every version as /latest"
        : null;
  }

  private static boolean hasDotSegment(String path) {
    return (path + "/").contains("/./") || (path + "/").contains("/../");
  }

  private static String firstSegment(String path) {
    return path.isEmpty() ? path : path.substring(1, segmentEnd(path, 1));
  }

  /** Requests for /1.0/, /2021-03-23/ and other versions are decided as requests for /latest/. */
  private static boolean isVersion(String segment) {
    if (segment.length() != 10) {
      return segment.equals("1.0");
    }
    for (int i = 0; i < 10; i++) {
      char c = segment.charAt(i);
      if ((i == 4 || i == 7) ? c != '-' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** A pattern of which {@link #fault} has nothing to say. */
  static PathPattern of(String text) {
    boolean below = text.endsWith("/**");
    return new PathPattern(plain(below ? text.substring(0, text.length() - 3) : text), below);
  }

  private static String plain(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether it names all below a folder that keys are in. */
  boolean isAboveKeys() {
    for (String path : KEYS) {
      if (below && allows(path)) {
        return true;
      }
    }
    return false;
  }

  /** For what is allowed: nothing but what is named. */
  boolean allows(String path) {
    return matches(pattern, plain(path), below);
  }

  /** For what is denied, in whatever case it is written, with all below it. */
  boolean denies(String path) {
    return matches(lowerCase, plain(path).toLowerCase(Locale.ROOT), true);
  }

  private static boolean matches(String pattern, String path, boolean below) {
    int p = 0;
    int t = 0;
    while (p < pattern.length()) {
      if (t >= path.length()) {
        return false;
      }
      int patternEnd = segmentEnd(pattern, p + 1);
      int pathEnd = segmentEnd(path, t + 1);
      if (!Glob.matches(pattern, p + 1, patternEnd, path, t + 1, pathEnd)) {
        // The root above everything is written as one slash.
        return below && pattern.equals("/");
      }
      p = patternEnd;
      t = pathEnd;
    }
    return t == path.length() || below;
  }

  private static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  @Override
  public String toString() {
    return below ? pattern + "/**" : pattern;
  }
}
