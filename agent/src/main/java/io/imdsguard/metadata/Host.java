package io.imdsguard.metadata;

import java.util.Arrays;

/**
 * An address or a name that a metadata service is called by where no connection can be seen: on a
 * command line. Immutable.
 */
public final class Host {
  private final String service;
  private final String name;
  private final byte[] address;
  private final int port;

  private Host(String service, String name, byte[] address, int port) {
    this.service = service;
    this.name = name;
    this.address = address;
    this.port = port;
  }

  /** A name in lower case, at any port. */
  static Host named(String service, String name) {
    return new Host(service, name, null, 0);
  }

  /** A name in lower case, at one port alone. */
  static Host named(String service, String name, int port) {
    return new Host(service, name, null, port);
  }

  /** A well-known address, at any port. */
  static Host of(WellKnown known) {
    return new Host(known.service(), null, known.address().getAddress(), 0);
  }

  /** A guarded address, at its port alone: other ports may be anybody's. */
  static Host of(Endpoint endpoint) {
    return new Host(endpoint.service(), null, endpoint.address().getAddress(), endpoint.port());
  }

  /** The service's short name, such as {@code ec2}. */
  public String service() {
    return service;
  }

  /** The name in lower case, or {@code null} for an address. */
  public String name() {
    return name;
  }

  /** Whether this is an IPv4 address. */
  public boolean isV4() {
    return address != null && address.length == 4;
  }

  /** The IPv4 address as a 32-bit number. */
  public int v4() {
    return (address[0] << 24)
        | (address[1] & 0xff) << 16
        | (address[2] & 0xff) << 8
        | (address[3] & 0xff);
  }

  /** Whether this is an address of these bytes. */
  public boolean isAt(byte[] bytes) {
    return address != null && Arrays.equals(address, bytes);
  }

  /** The only TCP port that is the service's, or 0 if every port is. */
  public int port() {
    return port;
  }
}
