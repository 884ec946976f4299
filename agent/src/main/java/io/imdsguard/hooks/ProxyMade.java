package io.imdsguard.hooks;

/**
 * {@code java.net.Proxy}'s constructor: from now on {@link UrlConnectionProxy} is needed. {@code
 * Proxy.NO_PROXY} is made by another, and so is every connection without a proxy.
 */
final class ProxyMade extends Hook {
  static final String TARGET = "java/net/Proxy";

  private ProxyMade() {
    super(TARGET);
  }

  static Hook hook() {
    return new ProxyMade();
  }

  @Override
  boolean matches(Site site) {
    return site.signature().equals("<init>(Ljava/net/Proxy$Type;Ljava/net/SocketAddress;)V");
  }

  @Override
  void atReturn(Code code) {
    code.handover("proxying", "()V");
  }
}
