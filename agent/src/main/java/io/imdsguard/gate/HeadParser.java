package io.imdsguard.gate;

import io.imdsguard.metadata.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A strict reading of HTTP/1.1's head (RFC 9112 sections 2 to 5): whatever another reader could
 * take differently is malformed.
 */
final class HeadParser {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_FIELDS = 100;
  private static final String[] METHODS = {
    "GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"
  };
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeadParser() {}

  /**
   * Parses a head that ends with an empty line.
   *
   * @param authority the authority that an absolute request target may name
   */
  static RequestHead parse(byte[] head, String authority) throws MalformedRequestException {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    List<String> lines = lines(text);
    String[] start = startLine(lines.get(0));
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      headers.add(field(lines.get(i)));
    }
    if (headers.size() > MAX_FIELDS) {
      throw new MalformedRequestException("it has more than " + MAX_FIELDS + " header fields");
    }
    RequestHead parsed = new RequestHead(start[0], target(start[1], authority), headers);
    checkFraming(parsed, start[2].equals("HTTP/1.1"));
    return parsed;
  }

  private static List<String> lines(String text) throws MalformedRequestException {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (true) {
      int lf = text.indexOf('\n', start);
      if (lf < 0) {
        throw new MalformedRequestException("it ends within its head");
      }
      if (lf == start || text.charAt(lf - 1) != '\r') {
        throw new MalformedRequestException("a line ends in a bare LF");
      }
      String line = text.substring(start, lf - 1);
      if (line.isEmpty()) {
        if (lines.isEmpty()) {
          throw new MalformedRequestException("it begins with an empty line");
        }
        return lines;
      }
      checkLine(line);
      lines.add(line);
      start = lf + 1;
    }
  }

  private static void checkLine(String line) throws MalformedRequestException {
    if (line.length() > MAX_LINE) {
      throw new MalformedRequestException("a line is longer than 8 KiB");
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\r') {
        throw new MalformedRequestException("a line holds a bare CR");
      }
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new MalformedRequestException("a line holds a control character");
      }
    }
  }

  private static String[] startLine(String line) throws MalformedRequestException {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    boolean three = first > 0 && second > first + 1 && line.indexOf(' ', second + 1) < 0;
    if (!three || line.indexOf('\t') >= 0) {
      throw new MalformedRequestException("its first line is not METHOD TARGET VERSION");
    }
    String method = line.substring(0, first);
    String version = line.substring(second + 1);
    if (!isKnown(method)) {
      throw new MalformedRequestException("its method is unknown");
    }
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new MalformedRequestException("its version is not HTTP/1.1 or HTTP/1.0");
    }
    return new String[] {method, line.substring(first + 1, second), version};
  }

  private static boolean isKnown(String method) {
    for (String known : METHODS) {
      if (known.equals(method)) {
        return true;
      }
    }
    return false;
  }

  /** Origin form; absolute form is reduced to it if it names the service itself. */
  private static String target(String target, String authority) throws MalformedRequestException {
    if (target.startsWith("/")) {
      return target;
    }
    String own = "http://" + authority;
    if (target.regionMatches(true, 0, own, 0, own.length())) {
      String rest = target.substring(own.length());
      if (rest.startsWith(":80") && (rest.length() == 3 || rest.charAt(3) == '/')) {
        // The same as without, RFC 9110 section 4.2.3; an authority with a port is followed by
        // none.
        rest = rest.substring(3);
      }
      if (rest.isEmpty()) {
        return "/";
      }
      if (rest.charAt(0) == '/') {
        return rest;
      }
    }
    throw new MalformedRequestException("its target is not a path");
  }

  private static Header field(String line) throws MalformedRequestException {
    char first = line.charAt(0);
    if (first == ' ' || first == '\t') {
      throw new MalformedRequestException("a header field is folded");
    }
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new MalformedRequestException("a header field has no name");
    }
    for (int i = 0; i < colon; i++) {
      char c = line.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && TOKEN_MARKS.indexOf(c) < 0) {
        throw new MalformedRequestException("a header field's name holds a wrong character");
      }
    }
    return new Header(line.substring(0, colon), line.substring(colon + 1).trim());
  }

  private static void checkFraming(RequestHead head, boolean http11)
      throws MalformedRequestException {
    int hosts = count(head, "Host");
    if (hosts > 1 || (http11 && hosts == 0)) {
      throw new MalformedRequestException("it has " + hosts + " Host fields");
    }
    int lengths = count(head, "Content-Length");
    int codings = count(head, "Transfer-Encoding");
    if (lengths > 1) {
      throw new MalformedRequestException("it has " + lengths + " Content-Length fields");
    }
    if (codings > 1 || (codings == 1 && lengths == 1)) {
      throw new MalformedRequestException("its length is given twice");
    }
    if (codings == 1 && !head.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      throw new MalformedRequestException("its transfer coding is unknown");
    }
    if (codings == 1 && !http11) {
      throw new MalformedRequestException("HTTP/1.0 has no transfer codings");
    }
    if (lengths == 1 && !isNumber(head.value("Content-Length"))) {
      throw new MalformedRequestException("its Content-Length is not a number");
    }
  }

  private static int count(RequestHead head, String name) {
    int count = 0;
    for (Header header : head.headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isNumber(String value) {
    if (value.isEmpty() || value.length() > 10) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
