package io.imdsguard.policy;

/**
 * Names classes by whole segments: {@code com.acme.Billing} and what is nested in it, {@code
 * com.acme.*} for one package, {@code com.acme.**} for it and all below. Never a mere prefix of a
 * name. Immutable.
 */
final class ClassPattern {
  static final String EXPECTED =
      "a class (com.acme.Billing), a package (com.acme.*) or a package and all below it"
          + " (com.acme.**)";

  private enum Scope {
    CLASS,
    PACKAGE,
    BELOW
  }

  /** For packages with the dot at the end. */
  private final String name;

  private final Scope scope;

  private ClassPattern(String name, Scope scope) {
    this.name = name;
    this.scope = scope;
  }

  /** The pattern that the text spells, or {@code null} if it is none. */
  static ClassPattern parse(String text) {
    ClassPattern pattern;
    if (text.equals("**")) {
      return new ClassPattern("", Scope.BELOW);
    } else if (text.endsWith(".**")) {
      pattern = new ClassPattern(text.substring(0, text.length() - 2), Scope.BELOW);
    } else if (text.endsWith(".*")) {
      pattern = new ClassPattern(text.substring(0, text.length() - 1), Scope.PACKAGE);
    } else {
      pattern = new ClassPattern(text, Scope.CLASS);
    }
    return pattern.isWellFormed() ? pattern : null;
  }

  private boolean isWellFormed() {
    int end = scope == Scope.CLASS ? name.length() : name.length() - 1;
    boolean start = true;
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (start) {
          return false;
        }
        start = true;
      } else if (start ? !Character.isJavaIdentifierStart(c) : !isPart(c)) {
        return false;
      } else {
        start = false;
      }
    }
    return !start;
  }

  /** A hyphen is no Java, but Kotlin and Clojure write such names into class files. */
  private static boolean isPart(char c) {
    return c == '-' || Character.isJavaIdentifierPart(c);
  }

  boolean matches(String className) {
    if (className == null || !className.startsWith(name)) {
      return false;
    }
    switch (scope) {
      case CLASS:
        return className.length() == name.length() || className.charAt(name.length()) == '$';
      case PACKAGE:
        return className.indexOf('.', name.length()) < 0;
      default:
        return true;
    }
  }

  @Override
  public String toString() {
    return scope == Scope.CLASS ? name : name + (scope == Scope.PACKAGE ? "*" : "**");
  }
}
