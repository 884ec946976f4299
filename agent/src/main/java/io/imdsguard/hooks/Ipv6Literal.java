package io.imdsguard.hooks;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads an IPv6 literal, with a zone or without. */
final class Ipv6Literal {
  private Ipv6Literal() {}

  /** Whether the address ends in one of these, as every form that embeds an IPv4 address does. */
  static boolean endsInAny(String literal, int[] v4) {
    int zone = literal.indexOf('%');
    String host = zone < 0 ? literal : literal.substring(0, zone);
    for (int i = 0; i < host.length(); i++) {
      // A host with a colon never goes to a resolver, but the JDK's reader is only given literals.
      if (Character.digit(host.charAt(i), 16) < 0
          && host.charAt(i) != ':'
          && host.charAt(i) != '.') {
        return false;
      }
    }
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(host).getAddress();
    } catch (UnknownHostException e) {
      return false;
    }
    for (int address : v4) {
      if (isAt(bytes, bytes.length - 4, address) || is6to4(bytes, address) || isEc2(bytes)) {
        return true;
      }
    }
    return false;
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
