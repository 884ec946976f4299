package io.imdsguard.hooks;

import io.imdsguard.metadata.Host;
import java.util.List;

/** Which of the hosts a literal or name of a command line is. Not thread-safe. */
final class HostMatch {
  /** The port that is not written. */
  static final int UNWRITTEN = -1;

  private static final int HTTP_PORT = 80;

  private final String[] command;
  private final List<Host> hosts;
  private int soughtPort;
  private boolean found;

  HostMatch(String[] command, List<Host> hosts) {
    this.command = command;
    this.hosts = hosts;
  }

  /** The host that has this name, or {@code null}. */
  Host name(String name, boolean certain, int port) {
    for (Host host : hosts) {
      if (name.equalsIgnoreCase(host.name())
          && fits(host, port)
          && (certain || name.indexOf('.') >= 0 || port == HTTP_PORT || port == host.port())) {
        return host;
      }
    }
    return null;
  }

  /** The host that is meant by one to four numbers, in whichever way they are read. */
  Host v4(String literal, int port) {
    long decimal = HostLiteral.value(literal, false);
    long octal = HostLiteral.value(literal, true);
    if (decimal < 0 && octal < 0) {
      return null;
    }
    for (Host host : hosts) {
      if (host.isV4() && fits(host, port)) {
        long address = host.v4() & 0xffffffffL;
        if (address == decimal || address == octal) {
          return host;
        }
      }
    }
    return null;
  }

  /** The host that an IPv6 literal is, or whose IPv4 address it carries. */
  Host v6(String literal, int port) {
    byte[] bytes = Ipv6Literal.bytes(literal);
    if (bytes == null) {
      return null;
    }
    for (Host host : hosts) {
      boolean is = host.isAt(bytes) || (host.isV4() && Ipv6Literal.embeds(bytes, host.v4()));
      if (is && fits(host, port)) {
        return host;
      }
    }
    return null;
  }

  /** Where no port is written beside the host, it is 80 or an argument of its own. */
  private boolean fits(Host host, int port) {
    if (host.port() == 0 || port == host.port()) {
      return true;
    }
    return port == UNWRITTEN && (host.port() == HTTP_PORT || isWritten(host.port()));
  }

  /** Looked for once: a long command line may have many a host and no port. */
  private boolean isWritten(int port) {
    if (soughtPort != port) {
      soughtPort = port;
      found = hasNumber(port);
    }
    return found;
  }

  private boolean hasNumber(int port) {
    String number = Integer.toString(port);
    for (String argument : command) {
      for (int at = argument.indexOf(number); at >= 0; at = argument.indexOf(number, at + 1)) {
        int end = at + number.length();
        boolean starts = at == 0 || !Character.isLetterOrDigit(argument.charAt(at - 1));
        if (starts && (end == argument.length() || !Character.isDigit(argument.charAt(end)))) {
          return true;
        }
      }
    }
    return false;
  }
}
