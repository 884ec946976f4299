package io.imdsguard.hooks;

/**
 * Reads the host of a URL as any resolver might, without asking one: a proxy resolves the name
 * itself, and what it makes of a spelling is not known here. So every reading counts: {@code
 * inet_aton}'s one to four parts in decimal, octal or hexadecimal, the JDK's decimal reading of
 * leading zeros, other scripts' digits and dots, and IPv4 inside IPv6.
 */
final class HostLiteral {
  private static final long TOO_LARGE = 1L << 32;

  private HostLiteral() {}

  /** Whether some reading of {@code host} is one of these addresses. */
  static boolean namesAny(String host, int[] v4) {
    String plain = plain(host);
    if (plain.indexOf(':') >= 0) {
      return Ipv6Literal.namesAny(plain, v4);
    }
    for (int address : v4) {
      if (reads(plain, address, true) || reads(plain, address, false)) {
        return true;
      }
    }
    return false;
  }

  /** ASCII digits, letters and dots for their look-alikes; no brackets, no trailing dot. */
  private static String plain(String host) {
    StringBuilder plain = new StringBuilder(host.length());
    for (int i = 0; i < host.length(); i++) {
      int c = fold(host.charAt(i));
      if (c >= 0 && c != '[' && c != ']') {
        plain.append((char) c);
      }
    }
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '.') {
      end--;
    }
    return plain.substring(0, end);
  }

  /** The ASCII character that this one stands for, itself, or -1 for one that is dropped. */
  static int fold(char c) {
    int digit = c < 0x80 ? -1 : Character.digit(c, 10);
    if (digit >= 0) {
      return '0' + digit;
    } else if (c == '\u3002' || c == '\uff0e' || c == '\uff61' || c == '\u2024') {
      return '.';
    } else if (c >= '\uff01' && c <= '\uff5e') {
      return c - '\uff01' + '!';
    }
    return c == '\u00ad' || c == '\u200b' ? -1 : c;
  }

  private static boolean reads(String host, int address, boolean octal) {
    return value(host, octal) == (address & 0xffffffffL);
  }

  /**
   * The address that one to four numbers with dots spell, or -1.
   *
   * @param octal whether a leading zero means octal
   */
  static long value(String host, boolean octal) {
    long value = 0;
    int parts = 0;
    int start = 0;
    while (start <= host.length()) {
      int dot = host.indexOf('.', start);
      boolean last = dot < 0;
      long part = number(host.substring(start, last ? host.length() : dot), octal);
      if (part < 0 || ++parts > 4) {
        return -1;
      }
      if (last) {
        long room = 1L << (8 * (5 - parts));
        return part < room ? value * room + part : -1;
      }
      if (part > 255) {
        return -1;
      }
      value = value * 256 + part;
      start = dot + 1;
    }
    return -1;
  }

  /** The number that a part spells, or -1. */
  private static long number(String part, boolean octal) {
    int radix = 10;
    int from = 0;
    if (part.startsWith("0x") || part.startsWith("0X")) {
      radix = 16;
      from = 2;
    } else if (octal && part.length() > 1 && part.charAt(0) == '0') {
      radix = 8;
    }
    long value = from == part.length() ? -1 : 0;
    for (int i = from; i < part.length() && value >= 0; i++) {
      int digit = Character.digit(part.charAt(i), radix);
      value = digit < 0 ? -1 : value * radix + digit;
      if (value >= TOO_LARGE) {
        value = -1;
      }
    }
    return value;
  }
}
