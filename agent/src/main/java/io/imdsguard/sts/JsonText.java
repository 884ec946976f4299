package io.imdsguard.sts;

/** Writes JSON (RFC 8259) piece by piece, without white space. Not thread-safe. */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder text = new StringBuilder(256);
  private boolean first = true;

  /** Opens an object or a list: <code>{</code> or {@code [}. */
  public JsonText open(char bracket) {
    separate();
    text.append(bracket);
    first = true;
    return this;
  }

  /** Closes what was opened: <code>}</code> or {@code ]}. */
  public JsonText close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  /** A member's name; its value is next. */
  public JsonText name(String name) {
    separate();
    quote(name);
    text.append(':');
    first = true;
    return this;
  }

  /** A string. */
  public JsonText string(String value) {
    separate();
    quote(value);
    return this;
  }

  /** A number, {@code true}, {@code false} or {@code null}, as it is to stand there. */
  public JsonText literal(String value) {
    separate();
    text.append(value);
    return this;
  }

  /** How many characters there are so far. */
  public int length() {
    return text.length();
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u").append(digit(c, 12)).append(digit(c, 8));
        text.append(digit(c, 4)).append(digit(c, 0));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private static char digit(char c, int shift) {
    return HEX.charAt(c >> shift & 0xf);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
