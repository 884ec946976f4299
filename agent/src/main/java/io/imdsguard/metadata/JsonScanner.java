package io.imdsguard.metadata;

/**
 * Walks over the members of one JSON object (RFC 8259) and makes strings only of those asked for.
 * Any error ends the walk: {@link #nextName} returns {@code null} and {@link #isComplete} false.
 * Not thread-safe.
 */
final class JsonScanner {
  private static final int MAX_DEPTH = 32;

  private final byte[] text;
  private int at;
  private boolean first = true;
  private boolean failed;
  private boolean ended;

  JsonScanner(byte[] text) {
    this.text = text;
  }

  /** Enters the object that the text must be. */
  boolean startObject() {
    return expect('{');
  }

  /** The next member's name, or {@code null} at the object's end; its value is next to be read. */
  String nextName() {
    if (failed || ended) {
      return null;
    }
    if (peek() == '}') {
      at++;
      ended = true;
      return null;
    }
    if (!first && !expect(',')) {
      return null;
    }
    first = false;
    String name = scanString(true);
    return expect(':') ? name : null;
  }

  /** The value if it is a string; any other value is skipped and yields {@code null}. */
  String string() {
    if (peek() == '"') {
      return scanString(true);
    }
    skipValue();
    return null;
  }

  /** Skips the value, and says whether it was a string with something in it. */
  boolean skipNonEmptyString() {
    boolean isString = peek() == '"';
    int start = at;
    skipValue();
    return isString && !failed && at - start > 2;
  }

  void skipValue() {
    skipValue(0);
  }

  /** Whether the object was well-formed and nothing follows it. */
  boolean isComplete() {
    return ended && !failed && peek() < 0;
  }

  private void skipValue(int depth) {
    int c = peek();
    if (depth > MAX_DEPTH) {
      failed = true;
    } else if (c == '"') {
      scanString(false);
    } else if (c == '{' || c == '[') {
      skipContainer(depth, c == '{');
    } else {
      skipLiteral();
    }
  }

  private void skipContainer(int depth, boolean object) {
    int end = object ? '}' : ']';
    at++;
    if (peek() == end) {
      at++;
      return;
    }
    while (!failed) {
      if (object) {
        scanString(false);
        expect(':');
      }
      skipValue(depth + 1);
      if (peek() != ',') {
        expect(end);
        return;
      }
      at++;
    }
  }

  /** A number, {@code true}, {@code false} or {@code null}. */
  private void skipLiteral() {
    int start = at;
    while (at < text.length && isLiteral(text[at])) {
      at++;
    }
    int length = at - start;
    boolean number = length > 0 && (text[start] == '-' || isDigit(text[start]));
    if (!number && !is(start, "true") && !is(start, "false") && !is(start, "null")) {
      failed = true;
    }
  }

  private boolean is(int start, String word) {
    if (at - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLiteral(byte b) {
    return isDigit(b) || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Reads a string; {@code null} on an error, or if it is not to be kept. */
  private String scanString(boolean keep) {
    if (!expect('"')) {
      return null;
    }
    StringBuilder kept = keep ? new StringBuilder() : null;
    while (at < text.length) {
      int c = text[at++] & 0xff;
      if (c == '"') {
        return keep ? kept.toString() : null;
      }
      boolean control = c < ' ';
      if (c == '\\') {
        c = escaped();
      }
      if (control || c < 0) {
        break;
      }
      if (keep) {
        kept.append((char) c);
      }
    }
    failed = true;
    return null;
  }

  /** The character that an escape stands for, or -1. */
  private int escaped() {
    int c = at < text.length ? text[at++] : -1;
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return hex();
      default:
        return -1;
    }
  }

  private int hex() {
    if (text.length - at < 4) {
      return -1;
    }
    int value = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = Character.digit(text[at], 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private boolean expect(int c) {
    if (!failed && peek() == c) {
      at++;
      return true;
    }
    failed = true;
    return false;
  }

  /** The next byte after any white space, or -1 at the end. */
  private int peek() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
    return at < text.length ? text[at] & 0xff : -1;
  }
}
