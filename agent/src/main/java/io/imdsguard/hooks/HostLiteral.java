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
      return Ipv6Literal.endsInAny(plain, v4);
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
      char c = host.charAt(i);
      int digit = c < 0x80 ? -1 : Character.digit(c, 10);
      if (digit >= 0) {
        plain.append((char) ('0' + digit));
      } else if (c == '\u3002' || c == '\uff0e' || c == '\uff61' || c == '\u2024') {
        plain.append('.');
      } else if (c >= '\uff01' && c <= '\uff5e') {
        plain.append((char) (c - '\uff01' + '!'));
      } else if (c != '[' && c != ']' && c != '\u00ad' && c != '\u200b') {
        plain.append(c);
      }
    }
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '.') {
      end--;
    }
    return plain.substring(0, end);
  }

  private static boolean reads(String host, int address, boolean octal) {
    long value = 0;
    int parts = 0;
    int start = 0;
    while (start <= host.length()) {
      int dot = host.indexOf('.', start);
      boolean last = dot < 0;
      long part = number(host.substring(start, last ? host.length() : dot), octal);
      if (part < 0 || ++parts > 4) {
        return false;
      }
      if (last) {
        long room = 1L << (8 * (5 - parts));
        return part < room && value * room + part == (address & 0xffffffffL);
      }
      if (part > 255) {
        return false;
      }
      value = value * 256 + part;
      start = dot + 1;
    }
    return false;
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
