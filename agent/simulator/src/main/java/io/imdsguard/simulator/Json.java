package io.imdsguard.simulator;

import java.util.Map;

/** Writes JSON in the layout of EC2's documents: two spaces, and one on both sides of the colon. */
final class Json {
  private Json() {}

  /** Writes maps (in their own order), lists, strings, numbers, booleans and {@code null}. */
  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, "");
    return out.toString();
  }

  private static void write(StringBuilder out, Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{\n";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(indent).append("  ");
        string(out, String.valueOf(entry.getKey()));
        out.append(" : ");
        write(out, entry.getValue(), indent + "  ");
        separator = ",\n";
      }
      out.append(map.isEmpty() ? "{" : "\n" + indent).append('}');
    } else if (value instanceof Iterable<?> list) {
      String separator = "[ ";
      for (Object item : list) {
        out.append(separator);
        write(out, item, indent + "  ");
        separator = ", ";
      }
      out.append(separator.equals("[ ") ? "[ ]" : " ]");
    } else if (value instanceof String text) {
      string(out, text);
    } else {
      out.append(value);
    }
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
