package io.imdsguard.caller;

/**
 * Names of code: packages end in a dot, classes do not and include their nested ones. Told apart by
 * their first letters, for most of what stands on a stack is in no table. Immutable.
 */
final class NameTable {
  private static final int LETTERS = 128;
  private static final String[] NONE = {};

  private final String[][] byLetter = new String[LETTERS][];

  NameTable(String... entries) {
    for (String entry : entries) {
      String[] few = starting(entry.charAt(0));
      String[] more = new String[few.length + 1];
      System.arraycopy(few, 0, more, 0, few.length);
      more[few.length] = entry;
      byLetter[entry.charAt(0)] = more;
    }
  }

  /** Whether one of these is, or holds, the class of this name. */
  boolean has(String className) {
    return has(className, 0);
  }

  /** The same of the part of a name that begins there. */
  boolean has(String name, int from) {
    if (from < name.length()) {
      for (String entry : starting(name.charAt(from))) {
        if (names(entry, name, from)) {
          return true;
        }
      }
    }
    return false;
  }

  private String[] starting(char letter) {
    String[] few = letter < LETTERS ? byLetter[letter] : null;
    return few == null ? NONE : few;
  }

  /** Whether this entry of a table is, or holds, the class of this name. */
  static boolean names(String entry, String className) {
    return names(entry, className, 0);
  }

  private static boolean names(String entry, String name, int from) {
    if (!name.startsWith(entry, from)) {
      return false;
    }
    int end = from + entry.length();
    return entry.endsWith(".") || name.length() == end || name.charAt(end) == '$';
  }
}
