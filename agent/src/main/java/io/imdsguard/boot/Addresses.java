package io.imdsguard.boot;

import java.lang.reflect.Field;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;

/**
 * Tells guarded addresses from others, for {@link Junction} and where it is: no allocation, no
 * lock.
 */
final class Addresses {
  private static final Field HOLDER6 = field(Inet6Address.class, "holder6");

  private static final Field IPADDRESS =
      field(HOLDER6 == null ? null : HOLDER6.getType(), "ipaddress");

  /** 255.255.255.255, which nobody connects to. */
  static final int NOT_A_QUAD = -1;

  private static final long MAPPED = 0x0000ffff00000000L;

  /** Of the well-known addresses, such as 2852039166, the shortest spelling's characters. */
  private static final int SHORTEST = 10;

  /** A bit for each length, modulo 64, that a name of a metadata service has: few names have it. */
  private static volatile long lengths;

  private Addresses() {}

  /** These are names of metadata services from now on. */
  static void expect(String[] names) {
    long all = lengths;
    for (String name : names) {
      all |= 1L << name.length();
    }
    lengths = all;
  }

  static boolean hasPort(long[] table, int port) {
    for (int i = 2; i < table.length; i += 3) {
      if (table[i] == port) {
        return true;
      }
    }
    return false;
  }

  /** Where this very instance is, or -1: the gate's means the gate, an equal one does not. */
  @SuppressWarnings("ReferenceEquality") // as it says
  static int instance(InetAddress[] all, InetAddress address) {
    for (int i = 0; i < all.length; i++) {
      if (all[i] == address) {
        return i;
      }
    }
    return -1;
  }

  /** The entry for this address and port, or -1. */
  static int find(long[] table, InetAddress address, int port) {
    if (!hasPort(table, port)) {
      return -1;
    }
    if (address instanceof Inet6Address) {
      byte[] bytes = bytes((Inet6Address) address);
      return findV6(table, word(bytes, 0), word(bytes, 8), port);
    }
    // Inet4Address: the hash code is the address, on every JDK from 8 on, without a copy of it.
    return address == null ? -1 : findV4(table, MAPPED | (address.hashCode() & 0xffffffffL), port);
  }

  private static int findV4(long[] table, long mapped, int port) {
    for (int i = 0; i < table.length; i += 3) {
      if (table[i + 1] == mapped && table[i] == 0 && table[i + 2] == port) {
        return i / 3;
      }
    }
    return -1;
  }

  private static int findV6(long[] table, long high, long low, int port) {
    for (int i = 0; i < table.length; i += 3) {
      if (table[i + 2] == port
          && ((table[i] == high && table[i + 1] == low)
              || (table[i] == 0
                  && table[i + 1] >>> 32 == 0xffff
                  && embeds(high, low, (int) table[i + 1])))) {
        return i / 3;
      }
    }
    return -1;
  }

  /** Whether an IPv6 address carries the IPv4 address {@code v4} within. */
  private static boolean embeds(long high, long low, int v4) {
    // The last 32 bits: IPv4-mapped, -compatible and -translated (RFC 4291, 2765), NAT64 with any
    // prefix of 96 bits (RFC 6052), ISATAP (RFC 5214), the link-local and private forms of other
    // clouds.
    if ((int) low == v4) {
      return true;
    }
    // 6to4 (RFC 3056) and Teredo, which stores the client's address inverted (RFC 4380).
    if (high >>> 48 == 0x2002 && (int) (high >>> 16) == v4) {
      return true;
    }
    if (high >>> 32 == 0x20010000L && (int) low == ~v4) {
      return true;
    }
    // NAT64's local prefix 64:ff9b:1::/48 (RFC 8215) with the shorter embeddings of RFC 6052, which
    // leave out bits 64 to 71.
    if (high >>> 16 == 0x0064ff9b0001L) {
      int rest = (int) (low >>> 24);
      return (((int) high << 16) | ((int) (low >>> 40) & 0xffff)) == v4
          || (((int) high << 24) | ((int) (low >>> 32) & 0xffffff)) == v4
          || rest == v4;
    }
    return false;
  }

  private static long word(byte[] bytes, int at) {
    long word = 0;
    for (int i = at; i < at + 8; i++) {
      word = (word << 8) | (bytes[i] & 0xff);
    }
    return word;
  }

  private static byte[] bytes(Inet6Address address) {
    if (IPADDRESS != null) {
      try {
        byte[] bytes = (byte[]) IPADDRESS.get(HOLDER6.get(address));
        if (bytes != null) {
          return bytes;
        }
      } catch (IllegalAccessException ignored) {
        // The copy below is slower, not wrong.
      }
    }
    return address.getAddress();
  }

  /** The field, or null where this class may not read it; {@link #bytes} then takes a copy. */
  private static Field field(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  static boolean guards(long[] table, int v4) {
    for (int i = 0; i < table.length; i += 3) {
      if (table[i] == 0 && table[i + 1] == (MAPPED | (v4 & 0xffffffffL))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The address that a plain dotted quad in a text spells, or {@link #NOT_A_QUAD} for any other
   * host.
   */
  static int dottedQuad(String text, int from, int to) {
    int address = 0;
    int octet = -1;
    int dots = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && octet != 0) {
        octet = (octet < 0 ? 0 : octet * 10) + (c - '0');
      } else if (c == '.' && octet >= 0) {
        address = address << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return NOT_A_QUAD;
      }
      if (octet > 255 || dots > 3) {
        return NOT_A_QUAD;
      }
    }
    return dots == 3 && octet >= 0 ? address << 8 | octet : NOT_A_QUAD;
  }

  /** Whether {@link #mayName} is true of any of these. */
  static boolean anyMayName(String[] texts, String[] names, boolean shortAddresses) {
    for (String text : texts) {
      if (mayName(text, names, shortAddresses)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a sign of a metadata service; without one there is none in any spelling. */
  static boolean mayName(String text, String[] names, boolean shortAddresses) {
    int length = 0;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c >= 0x80 || "\"'\\\t\r\n".indexOf(c) >= 0) {
        return true;
      }
      boolean address = ".:xX".indexOf(c) >= 0 || Character.digit(c, 16) >= 0;
      length = address ? length + 1 : 0;
      digit = address && (digit || (c <= '9' && c >= '0'));
      if (digit && (length >= SHORTEST || shortAddresses)) {
        return true;
      }
      for (String name : names) {
        if (text.regionMatches(true, i, name, 0, name.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a host that stands there is none but a name. */
  static boolean isName(String text, int from, int to) {
    char first = text.charAt(from);
    if ((first < 'a' || first > 'z') && (first < 'A' || first > 'Z')) {
      return false;
    }
    int colon = text.indexOf(':', from);
    return colon < 0 || colon >= to;
  }

  /** Whether the name there, with or without a dot at its end, is one of these. */
  static boolean isAmong(String[] names, String text, int from, int to) {
    int length = text.charAt(to - 1) == '.' ? to - 1 - from : to - from;
    if ((lengths >>> length & 1) == 0) {
      return false;
    }
    for (String name : names) {
      if (name.length() == length && text.regionMatches(true, from, name, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** The port of a URI, its scheme's if it names none. */
  static int port(URI uri) {
    int port = uri.getPort();
    if (port >= 0) {
      return port;
    }
    String scheme = uri.getScheme();
    boolean secure = "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
    return secure ? 443 : 80;
  }

  /**
   * Where the host begins in a URL, after its scheme and its user, which may both be missing, while
   * its query has another URL in it.
   */
  static int hostStart(String url) {
    int scheme = url.indexOf("://");
    int from = scheme >= 0 && authorityEnd(url, 0) == scheme + 1 ? scheme + 3 : 0;
    if (url.indexOf('@', from) < 0) {
      return from;
    }
    int at = url.lastIndexOf('@', authorityEnd(url, from) - 1);
    return at < from ? from : at + 1;
  }

  /** Where the authority ends, whose host begins there. */
  static int authorityEnd(String url, int from) {
    int end = from;
    while (end < url.length() && !endsAuthority(url.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || c == '?' || c == '#';
  }

  /** The colon before the port in this part of a URL, or -1 if it has none. */
  static int portColon(String url, int from, int end) {
    int first = url.indexOf(':', from);
    if (first < 0 || first >= end) {
      return -1;
    }
    for (int i = end - 1; i >= from; i--) {
      char c = url.charAt(i);
      if (c == ':' || c == ']') {
        return c == ':' ? i : -1;
      }
    }
    return -1;
  }

  /**
   * The port after that colon, the scheme's if there is none.
   *
   * @param from where the host begins
   */
  static int port(String url, int from, int colon, int end) {
    if (colon < 0) {
      int scheme = url.indexOf("://");
      boolean secure = scheme > 0 && scheme < from && (url.charAt(scheme - 1) | 0x20) == 's';
      return secure ? 443 : 80;
    }
    int port = 0;
    for (int i = colon + 1; i < end && port < 0x10000; i++) {
      port = port * 10 + url.charAt(i) - '0';
    }
    return port;
  }
}
