package io.imdsguard.sts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the small XML documents that STS sends: elements and text. Whatever else XML has, such as a
 * DTD, an entity of its own, a comment or CDATA, is an error: nothing can be pulled in from
 * outside. Not the JDK's parser, because an application can put its own in that one's place, and a
 * runtime image may have none. Not thread-safe.
 */
final class XmlValues {
  private static final int MAX_DEPTH = 8;
  private static final String[][] ENTITIES = {
    {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}
  };

  private final String text;
  private final Map<String, String> values = new HashMap<>();
  private int at;

  private XmlValues(String text) {
    this.text = text;
  }

  /**
   * The text of each element that has no others in it, by its path, such as {@code
   * ErrorResponse/Error/Code}.
   *
   * @param document in UTF-8
   * @return {@code null} if it is not such a document
   */
  static Map<String, String> of(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      XmlValues xml = new XmlValues(text);
      return xml.document() ? xml.values : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private boolean document() {
    if (text.startsWith("<?xml ")) {
      int end = text.indexOf("?>");
      if (end < 0) {
        return false;
      }
      at = end + 2;
    }
    skipSpace();
    if (!element("", 0)) {
      return false;
    }
    skipSpace();
    return at == text.length();
  }

  /** One element with all that is in it. */
  private boolean element(String above, int depth) {
    if (depth == MAX_DEPTH || !take("<")) {
      return false;
    }
    String name = name();
    if (name.isEmpty() || !attributes()) {
      return false;
    }
    String path = above.isEmpty() ? name : above + "/" + name;
    if (take("/>")) {
      return put(path, "");
    }
    return take(">") && content(path, depth) && take(name) && closed();
  }

  /** Up to and with the {@code </} of the end tag. */
  private boolean content(String path, int depth) {
    StringBuilder own = new StringBuilder();
    boolean leaf = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<' && text.startsWith("</", at)) {
        at += 2;
        return leaf ? put(path, own.toString()) : isBlank(own);
      }
      if (c == '<') {
        leaf = false;
        if (!element(path, depth + 1)) {
          return false;
        }
      } else if (c == '&') {
        if (!entity(own)) {
          return false;
        }
      } else {
        own.append(c);
        at++;
      }
    }
    return false;
  }

  private boolean closed() {
    skipSpace();
    return take(">");
  }

  /** The attributes, which are namespaces here and say nothing. */
  private boolean attributes() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      skipSpace();
      if (!name().isEmpty()) {
        char quote = text.startsWith("=\"", at) ? '"' : '\'';
        int end = take("=" + quote) ? text.indexOf(quote, at) : -1;
        if (end < 0 || text.substring(at, end).indexOf('<') >= 0) {
          return false;
        }
        at = end + 1;
      }
    }
    return true;
  }

  private boolean entity(StringBuilder own) {
    for (String[] entity : ENTITIES) {
      if (take(entity[0])) {
        own.append(entity[1]);
        return true;
      }
    }
    return false;
  }

  /** Twice the same path is an error: nobody could say which one counts. */
  private boolean put(String path, String value) {
    return values.put(path, value) == null;
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == ':'
        || c == '-'
        || c == '_';
  }

  private boolean take(String what) {
    boolean there = text.startsWith(what, at);
    at += there ? what.length() : 0;
    return there;
  }

  private void skipSpace() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isBlank(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
