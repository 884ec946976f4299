package io.imdsguard.gate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** Address and port; an IPv4-mapped address is the IPv4 address it maps. */
final class SocketKey {
  private final byte[] address;
  private final int port;

  SocketKey(InetSocketAddress socket) {
    this.address = plain(socket.getAddress());
    this.port = socket.getPort();
  }

  private static byte[] plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address && isMapped(bytes)) {
      return Arrays.copyOfRange(bytes, 12, 16);
    }
    return bytes;
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SocketKey
        && ((SocketKey) other).port == port
        && Arrays.equals(((SocketKey) other).address, address);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(address) + port;
  }
}
