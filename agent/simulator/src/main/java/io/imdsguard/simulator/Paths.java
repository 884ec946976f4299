package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringTokenizer;

/**
 * Resolves request targets as generously as a dangerous service would: percent-encoding is decoded
 * once, backslashes are slashes, empty segments and {@code ;parameters} are dropped, {@code .} and
 * {@code ..} are resolved. What a guard refuses as ambiguous still finds something here.
 */
final class Paths {
  private Paths() {}

  /** The path of a raw request target, beginning with a slash and not ending with one. */
  static String resolve(String target) {
    String decoded = decode(withoutQuery(withoutAuthority(target))).replace('\\', '/');
    Deque<String> segments = new ArrayDeque<>();
    StringTokenizer raw = new StringTokenizer(decoded, "/");
    while (raw.hasMoreTokens()) {
      String segment = withoutParameters(raw.nextToken());
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  /** Decodes percent-encoding once; what is not valid encoding stays as it is. */
  static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] raw = text.getBytes(ISO_8859_1);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
      if (low < 0) {
        bytes.write(raw[i]);
      } else {
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    return bytes.toString(UTF_8);
  }

  /** The origin form of a target in absolute form, RFC 9112 section 3.2.2. */
  private static String withoutAuthority(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static String withoutQuery(String target) {
    int end = target.length();
    int query = target.indexOf('?');
    int fragment = target.indexOf('#');
    end = query < 0 ? end : Math.min(end, query);
    end = fragment < 0 ? end : Math.min(end, fragment);
    return target.substring(0, end);
  }

  private static String withoutParameters(String segment) {
    int parameters = segment.indexOf(';');
    return parameters < 0 ? segment : segment.substring(0, parameters);
  }
}
