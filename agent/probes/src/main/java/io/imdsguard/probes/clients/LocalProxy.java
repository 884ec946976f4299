package io.imdsguard.probes.clients;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;

/** An HTTP proxy on this machine, as the JDK's clients and many others take one. */
final class LocalProxy {
  private LocalProxy() {}

  static Proxy at(int port) {
    return new Proxy(
        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}
