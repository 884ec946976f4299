package io.imdsguard.gate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The one reading of a request's path that rules are applied to. What two readers could read
 * differently is refused instead.
 *
 * <p>Percent-encoding is decoded once (RFC 3986 section 2.1), {@code ;parameters} are dropped,
 * empty and dot segments are resolved (section 5.2.4), and a version such as {@code 2021-03-23} in
 * front is {@code latest}. Immutable.
 */
public final class CanonicalPath {
  /**
   * From here on every version has all that yields credentials (Amazon EC2 user guide, "Instance
   * metadata categories").
   */
  private static final String CREDENTIALS_SINCE = "2018-05-23";

  private final String path;
  private final String version;

  private CanonicalPath(String path, String version) {
    this.path = path;
    this.version = version;
  }

  /** Such as {@code /latest/meta-data/iam/info}: a fixed point of {@link #of}. */
  public String path() {
    return path;
  }

  /** The version segment that the path began with, or {@code null} if that was {@code latest}. */
  String version() {
    return version;
  }

  /** Whether this is the newest version of the service's tree, or one that differs in nothing. */
  boolean isCurrent() {
    return version == null || version.compareTo(CREDENTIALS_SINCE) >= 0;
  }

  /** The path in the version that was asked for, to be sent to the service. */
  String versioned() {
    return version == null ? path : "/" + version + path.substring("/latest".length());
  }

  /**
   * Reads a request target in origin form.
   *
   * @throws AmbiguousPathException if it can be read in more than one way
   */
  public static CanonicalPath of(String target) throws AmbiguousPathException {
    String raw = withoutQuery(target);
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      throw new AmbiguousPathException("it does not begin with a slash");
    }
    List<String> segments = new ArrayList<>();
    boolean folder = false;
    int start = 1;
    while (start <= raw.length()) {
      int slash = raw.indexOf('/', start);
      int end = slash < 0 ? raw.length() : slash;
      String segment = segment(raw.substring(start, end));
      folder = segment.isEmpty() || segment.equals(".") || segment.equals("..");
      if (segment.equals("..")) {
        if (segments.isEmpty()) {
          throw new AmbiguousPathException("its dot segments climb above the root");
        }
        segments.remove(segments.size() - 1);
      } else if (!folder) {
        segments.add(segment);
      }
      start = end + 1;
    }
    return join(segments, folder);
  }

  /** A fragment never belongs in a request: what stands there may be the path's to somebody. */
  private static String withoutQuery(String target) throws AmbiguousPathException {
    if (target.indexOf('#') >= 0) {
      throw new AmbiguousPathException("it holds a fragment");
    }
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static CanonicalPath join(List<String> segments, boolean folder) {
    String version = null;
    if (!segments.isEmpty() && isVersion(segments.get(0))) {
      version = segments.set(0, "latest");
    }
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(segment);
    }
    if (folder || segments.isEmpty()) {
      path.append('/');
    }
    return new CanonicalPath(path.toString(), version);
  }

  /** {@code 1.0} or a date: the versions that {@code GET /} lists. */
  private static boolean isVersion(String segment) {
    if (segment.equals("1.0")) {
      return true;
    }
    if (segment.length() != 10) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      char c = segment.charAt(i);
      boolean dash = i == 4 || i == 7;
      if (dash ? c != '-' : c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private static String segment(String raw) throws AmbiguousPathException {
    int semicolon = raw.indexOf(';');
    String plain = decode(semicolon < 0 ? raw : raw.substring(0, semicolon));
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new AmbiguousPathException("it holds a space or control character");
      }
      if ("\\/?#%;".indexOf(c) >= 0) {
        throw new AmbiguousPathException("it holds an encoded or unusual '" + c + "'");
      }
    }
    return plain;
  }

  private static String decode(String raw) throws AmbiguousPathException {
    if (raw.indexOf('%') < 0 && isAscii(raw)) {
      return raw;
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0xff) {
        throw new AmbiguousPathException("it holds a character that is not a byte");
      }
      if (c == '%') {
        if (i + 2 >= raw.length()) {
          throw new AmbiguousPathException("it ends in a broken percent-encoding");
        }
        int value = hex(raw.charAt(i + 1)) * 16 + hex(raw.charAt(i + 2));
        bytes.put((byte) value);
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    bytes.flip();
    return utf8(bytes);
  }

  private static String utf8(ByteBuffer bytes) throws AmbiguousPathException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      CharBuffer text = decoder.decode(bytes);
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) > 0x7e) {
          throw new AmbiguousPathException("it holds a character outside ASCII");
        }
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new AmbiguousPathException("it is not UTF-8");
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }

  private static int hex(char c) throws AmbiguousPathException {
    int digit = c > 0x7e ? -1 : Character.digit(c, 16);
    if (digit < 0) {
      throw new AmbiguousPathException("it holds a broken percent-encoding");
    }
    return digit;
  }
}
