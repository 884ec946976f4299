package io.imdsguard.hooks;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads an IPv6 literal, with a zone or without. */
final class Ipv6Literal {
  private Ipv6Literal() {}

  /** Whether the address carries one of these, or is EC2's own. */
  static boolean namesAny(String literal, int[] v4) {
    byte[] bytes = bytes(literal);
    if (bytes == null) {
      return false;
    }
    for (int address : v4) {
      if (embeds(bytes, address)) {
        return true;
      }
    }
    return isEc2(bytes);
  }

  /** The 16 bytes of the address, the 4 of an IPv4-mapped one, or {@code null} if it is none. */
  static byte[] bytes(String literal) {
    int zone = literal.indexOf('%');
    String host = zone < 0 ? literal : literal.substring(0, zone);
    for (int i = 0; i < host.length(); i++) {
      // A host with a colon never goes to a resolver, but the JDK's reader is only given literals.
      if (Character.digit(host.charAt(i), 16) < 0
          && host.charAt(i) != ':'
          && host.charAt(i) != '.') {
        return null;
      }
    }
    try {
      return host.indexOf(':') < 0 ? null : InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * Whether the bytes carry an IPv4 address: last of all, as most forms have it, or as 6to4 (RFC
   * 3056), Teredo (RFC 4380) or NAT64's local prefix (RFC 6052 with a /48) do.
   */
  static boolean embeds(byte[] bytes, int v4) {
    if (isAt(bytes, bytes.length - 4, v4) || is6to4(bytes, v4)) {
      return true;
    }
    if (bytes.length != 16) {
      return false;
    }
    boolean teredo = isAt(bytes, 0, 0x20010000) && isAt(bytes, 12, ~v4);
    boolean local = isAt(bytes, 0, 0x0064ff9b) && bytes[4] == 0 && bytes[5] == 1;
    return teredo
        || (local
            && bytes[6] == (byte) (v4 >> 24)
            && bytes[7] == (byte) (v4 >> 16)
            && bytes[9] == (byte) (v4 >> 8)
            && bytes[10] == (byte) v4);
  }

  private static boolean is6to4(byte[] bytes, int address) {
    return bytes.length == 16 && bytes[0] == 0x20 && bytes[1] == 0x02 && isAt(bytes, 2, address);
  }

  /** {@code fd00:ec2::254}, EC2's own IPv6 address. */
  private static boolean isEc2(byte[] bytes) {
    boolean is = bytes.length == 16 && isAt(bytes, 0, 0xfd000ec2) && isAt(bytes, 12, 0x254);
    return is && isAt(bytes, 4, 0) && isAt(bytes, 8, 0);
  }

  private static boolean isAt(byte[] bytes, int at, int word) {
    return bytes[at] == (byte) (word >> 24)
        && bytes[at + 1] == (byte) (word >> 16)
        && bytes[at + 2] == (byte) (word >> 8)
        && bytes[at + 3] == (byte) word;
  }
}
