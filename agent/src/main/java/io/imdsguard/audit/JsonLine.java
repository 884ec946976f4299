package io.imdsguard.audit;

import java.util.List;

/** Writes one JSON object on one line (RFC 8259); nothing that a value holds can end the line. */
final class JsonLine {
  private static final int MAX_CHARS = 1_024;
  private static final int MAX_FRAMES = 32;
  private static final char REPLACEMENT = '\ufffd';
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder line = new StringBuilder(1_024).append('{');

  JsonLine text(String name, String value) {
    name(name);
    value(value);
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    line.append(value);
    return this;
  }

  JsonLine open(String name) {
    name(name);
    line.append('{');
    return this;
  }

  JsonLine close() {
    line.append('}');
    return this;
  }

  JsonLine texts(String name, List<String> values) {
    name(name);
    line.append('[');
    for (int i = 0; i < values.size() && i < MAX_FRAMES; i++) {
      if (i > 0) {
        line.append(',');
      }
      value(values.get(i));
    }
    line.append(']');
    return this;
  }

  /** The object and a line feed. */
  String end() {
    return line.append("}\n").toString();
  }

  private void name(String name) {
    if (line.charAt(line.length() - 1) != '{') {
      line.append(',');
    }
    line.append('"').append(name).append("\":");
  }

  private void value(String value) {
    if (value == null) {
      line.append("null");
      return;
    }
    line.append('"');
    int length = Math.min(value.length(), MAX_CHARS);
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (!isPlain(value.charAt(i))) {
        line.append(value, from, i);
        escape(isHalf(value, i) ? REPLACEMENT : value.charAt(i));
        from = i + 1;
      }
    }
    line.append(value, from, length);
    line.append(value.length() > MAX_CHARS ? "...\"" : "\"");
  }

  /**
   * Whether only one half of a surrogate pair stands there, or will: to many readers an escape of
   * that makes the whole line invalid (RFC 8259 section 8.2).
   */
  private static boolean isHalf(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      int next = i + 1;
      return next == Math.min(value.length(), MAX_CHARS)
          || !Character.isLowSurrogate(value.charAt(next));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }

  /** Plain ASCII stays as it is, all else is escaped: a terminal obeys more than JSON forbids. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private void escape(char c) {
    if (c == '"' || c == '\\') {
      line.append('\\').append(c);
    } else {
      line.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        line.append(HEX.charAt((c >> shift) & 0xf));
      }
    }
  }
}
