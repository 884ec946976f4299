package io.imdsguard.hooks;

import io.imdsguard.metadata.Host;

/**
 * Finds the hosts in one text: in URLs, {@code host:port}, {@code user@host}, and between the words
 * of a shell's command.
 *
 * <p>Three or four numbers with dots are an address wherever they stand, and so is a name with a
 * dot. A name without one, or a single number or two, which may be anything, is a host only where a
 * URL has its host, or, the number, as a word of its own: that is how {@code curl 2852039166}
 * spells it.
 */
final class ArgumentText {
  private static final String WORD_ENDS = " \t\r\n\"'`;|&()<>";

  /** Longer than any spelling of an address with four parts. */
  private static final int MAX_LITERAL = 80;

  private static final int MAX_USER_INFORMATION = 1_024;

  private final String text;
  private final HostMatch match;

  ArgumentText(String text, HostMatch match) {
    this.text = text;
    this.match = match;
  }

  Host find() {
    Host host = null;
    for (int i = 0; i < text.length() && host == null; i++) {
      if (text.charAt(i) == '[') {
        host = bracketed(i);
      } else if (isHost(text.charAt(i))) {
        int end = i + 1;
        while (end < text.length() && isHost(text.charAt(end))) {
          end++;
        }
        host = word(i, end);
        i = end - 1;
      }
    }
    return host == null ? bareV6() : host;
  }

  private Host bracketed(int start) {
    int limit = Math.min(text.length(), start + MAX_LITERAL);
    int end = start;
    while (end < limit && text.charAt(end) != ']') {
      end++;
    }
    // A zone, if there is one, is Ipv6Literal's to leave out.
    return end == limit ? null : match.v6(text.substring(start + 1, end), port(end + 1));
  }

  /** Stretches of hexadecimal digits, dots and at least two colons. */
  private Host bareV6() {
    for (int i = text.indexOf(':'); i >= 0; i = text.indexOf(':', i)) {
      int start = i;
      while (start > 0 && isV6(text.charAt(start - 1))) {
        start--;
      }
      int colons = 0;
      for (; i < text.length() && isV6(text.charAt(i)); i++) {
        colons += text.charAt(i) == ':' ? 1 : 0;
      }
      boolean bracketed = start > 0 && text.charAt(start - 1) == '[';
      boolean within = start > 0 && isHost(text.charAt(start - 1));
      if (colons >= 2 && i - start <= MAX_LITERAL && !bracketed && !within) {
        Host host = bareV6(text.substring(start, i));
        if (host != null) {
          return host;
        }
      }
    }
    return null;
  }

  private Host bareV6(String literal) {
    Host host = match.v6(literal, HostMatch.UNWRITTEN);
    int last = literal.lastIndexOf(':');
    return host != null
        ? host
        : match.v6(literal.substring(0, last), number(literal, last + 1, literal.length()));
  }

  private Host word(int start, int wordEnd) {
    int end = wordEnd;
    while (end > start && text.charAt(end - 1) == '.') {
      end--;
    }
    String word = text.substring(start, end);
    int port = port(wordEnd);
    boolean inUrl = isInUrl(start);
    Host host = match.name(word, inUrl, port);
    if (host != null) {
      return host;
    }
    int dots = 0;
    for (int i = 0; i < word.length(); i++) {
      dots += word.charAt(i) == '.' ? 1 : 0;
    }
    if (dots == 2 || (dots < 2 && (inUrl || isWhole(start, wordEnd)))) {
      return match.v4(word, port);
    }
    return dots < 3 ? null : quadIn(word, port);
  }

  /** Four numbers with dots within a word, such as one that a wildcard name service resolves. */
  private Host quadIn(String word, int port) {
    for (int i = 0; i < word.length(); i++) {
      boolean starts = i == 0 || !isDigit(word.charAt(i - 1));
      if (starts && isDigit(word.charAt(i))) {
        int end = quadEnd(word, i);
        Host host = end < 0 ? null : match.v4(word.substring(i, end), port);
        if (host != null) {
          return host;
        }
      }
    }
    return null;
  }

  private static int quadEnd(String word, int start) {
    int dots = 0;
    int end = start;
    while (end < word.length() && end - start <= MAX_LITERAL) {
      char c = word.charAt(end);
      if (c == '.' && ++dots == 4) {
        return end;
      }
      if (c != '.' && !isHex(c)) {
        return dots == 3 ? end : -1;
      }
      end++;
    }
    return dots == 3 ? end : -1;
  }

  /** Whether a URL's host begins here: after {@code //}, {@code scheme:/} or user information. */
  private boolean isInUrl(int start) {
    int at = start;
    if (at > 0 && text.charAt(at - 1) == '@') {
      return isUserInformation(at - 1);
    }
    int slashes = 0;
    while (at > 0 && text.charAt(at - 1) == '/') {
      at--;
      slashes++;
    }
    return slashes >= 2 || (slashes == 1 && at > 0 && text.charAt(at - 1) == ':');
  }

  /** Whether two slashes stand before the {@code @}, in the same word. */
  private boolean isUserInformation(int end) {
    for (int i = end - 1; i > 0 && end - i < MAX_USER_INFORMATION; i--) {
      if (text.charAt(i) == '/' && text.charAt(i - 1) == '/') {
        return true;
      }
      if (WORD_ENDS.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return false;
  }

  /** Whether a word stands alone, or with a port after it. */
  private boolean isWhole(int start, int end) {
    if (port(end) >= 0) {
      return true;
    }
    boolean starts = start == 0 || WORD_ENDS.indexOf(text.charAt(start - 1)) >= 0;
    return starts
        && (end == text.length()
            || WORD_ENDS.indexOf(text.charAt(end)) >= 0
            || "/?#".indexOf(text.charAt(end)) >= 0);
  }

  /** The port that is written there with a colon, or {@link HostMatch#UNWRITTEN}. */
  private int port(int at) {
    if (at >= text.length() || text.charAt(at) != ':') {
      return HostMatch.UNWRITTEN;
    }
    int end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return number(text, at + 1, end);
  }

  private static int number(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(text.charAt(i)) || number > 65_535) {
        return HostMatch.UNWRITTEN;
      }
      number = 10 * number + text.charAt(i) - '0';
    }
    return start == end ? HostMatch.UNWRITTEN : number;
  }

  private static boolean isHost(char c) {
    return isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private static boolean isV6(char c) {
    return c == ':' || c == '.' || (isHex(c) && c != 'x' && c != 'X');
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == 'x' || c == 'X';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
