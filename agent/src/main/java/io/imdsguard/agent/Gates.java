package io.imdsguard.agent;

import io.imdsguard.gate.Gate;
import io.imdsguard.metadata.Endpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The instances of loopback addresses that stand for the gate, one for each guarded address: the
 * junction tells by the instance which connection is on its way to the gate.
 */
final class Gates {
  private static final byte[] V4 = {127, 0, 0, 1};
  private static final byte[] V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private Gates() {}

  /**
   * Makes the instances. An IPv6 address leads to {@code ::1}, because a socket bound to a global
   * IPv6 address can't reach 127.0.0.1.
   *
   * @param v6 whether the gate listens on {@code ::1}
   */
  static InetAddress[] instances(List<Endpoint> endpoints, boolean v6) throws UnknownHostException {
    InetAddress[] instances = new InetAddress[endpoints.size()];
    for (int i = 0; i < instances.length; i++) {
      instances[i] = InetAddress.getByAddress(v6 && isV6(endpoints.get(i)) ? V6 : V4);
    }
    return instances;
  }

  static int[] ports(List<Endpoint> endpoints, Gate gate) {
    int[] ports = new int[endpoints.size()];
    for (int i = 0; i < ports.length; i++) {
      boolean v6 = gate.v6() != null && isV6(endpoints.get(i));
      ports[i] = (v6 ? gate.v6() : gate.v4()).getPort();
    }
    return ports;
  }

  private static boolean isV6(Endpoint endpoint) {
    return endpoint.address() instanceof Inet6Address;
  }
}
