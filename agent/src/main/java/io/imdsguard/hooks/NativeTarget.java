package io.imdsguard.hooks;

import io.imdsguard.metadata.Endpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Where native code wants to connect to, as it was handed over: host, port, proxy. Immutable. */
final class NativeTarget {
  private static final String[] DIRECT = {"*", "."};

  private final String host;
  private final int port;
  private final boolean proxied;

  /**
   * Creates one.
   *
   * @param about host, port, the proxy's host or {@code null}, a number, what the proxy is not for
   *     or {@code null}; text is UTF-8
   */
  NativeTarget(Object[] about) {
    this.host = text(about[0]);
    this.port = (Integer) about[1];
    this.proxied = about[2] != null && (about[4] == null || !mayBeDirect(host, text(about[4])));
  }

  /** Creates one without a proxy. */
  NativeTarget(String host, int port) {
    this.host = host;
    this.port = port;
    this.proxied = false;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** Whether a comma-separated list of hosts, domains and networks may take this host out. */
  private static boolean mayBeDirect(String host, String noProxy) {
    int start = 0;
    while (start <= noProxy.length()) {
      int comma = noProxy.indexOf(',', start);
      int end = comma < 0 ? noProxy.length() : comma;
      String entry = noProxy.substring(start, end).trim();
      for (String mark : DIRECT) {
        while (entry.startsWith(mark)) {
          entry = entry.substring(1);
        }
      }
      if (host.regionMatches(true, host.length() - entry.length(), entry, 0, entry.length())) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  int port() {
    return port;
  }

  /** Whether a proxy resolves the host, and nothing here does. */
  boolean isProxied() {
    return proxied;
  }

  /** What the host means, once and for all. */
  InetAddress[] resolve() throws UnknownHostException {
    return InetAddress.getAllByName(host);
  }

  String host() {
    return host;
  }

  /** Whether connecting to this address means the endpoint, an IPv4 one also within IPv6. */
  boolean reaches(InetAddress address, Endpoint endpoint) {
    if (port != endpoint.port()) {
      return false;
    }
    if (address.equals(endpoint.address())) {
      return true;
    }
    return address instanceof Inet6Address
        && !(endpoint.address() instanceof Inet6Address)
        && Ipv6Literal.embeds(address.getAddress(), endpoint.address().hashCode());
  }
}
