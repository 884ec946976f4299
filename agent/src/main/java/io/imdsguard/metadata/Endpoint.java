package io.imdsguard.metadata;

import java.net.InetAddress;

/**
 * One guarded address of a metadata service, and the way to the service behind it.
 *
 * <p>{@link #address()} is an instance that nobody else holds: the funnel lets a connection pass
 * because of that instance's identity, so it must never leave the agent. Immutable.
 */
public final class Endpoint {
  private final String service;
  private final InetAddress address;
  private final int port;
  private final Container container;

  /**
   * Creates an endpoint.
   *
   * @param service the service's short name, such as {@code ec2}
   * @param address a private instance of the resolved address
   * @param port the TCP port, 1 to 65535
   */
  public Endpoint(String service, InetAddress address, int port) {
    this(service, address, port, null);
  }

  /**
   * Creates an endpoint.
   *
   * @param container the credentials that this JVM's environment has there, or {@code null}
   */
  public Endpoint(String service, InetAddress address, int port, Container container) {
    this.service = service;
    this.address = address;
    this.port = port;
    this.container = container;
  }

  public String service() {
    return service;
  }

  public InetAddress address() {
    return address;
  }

  public int port() {
    return port;
  }

  /** Whether this is a service for containers: its paths are not EC2's, and nor is its protocol. */
  public boolean isContainers() {
    return !service.equals(Services.EC2);
  }

  /** The credentials that this JVM's environment has there, or {@code null}. */
  public Container container() {
    return container;
  }

  /**
   * The authority for a {@code Host} header: without the port if it is 80, RFC 9110 section 7.2.
   */
  public String authority() {
    String host = address.getHostAddress();
    if (host.indexOf(':') >= 0) {
      host = "[" + host + "]";
    }
    return port == 80 ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return service + " at " + authority();
  }
}
