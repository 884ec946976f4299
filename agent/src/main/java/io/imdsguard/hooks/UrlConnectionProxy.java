package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code sun.net.www.http.HttpClient#New(URL, Proxy, int, boolean, HttpURLConnection)}: where every
 * proxy that an {@code HttpURLConnection} may use comes by, whether from a property, a {@code
 * ProxySelector} or {@code openConnection(Proxy)}. A large class, on the way of many a first
 * connection: it is rewritten once there is a proxy, see {@link ProxyMade}.
 */
final class UrlConnectionProxy extends Hook {
  static final String TARGET = "sun/net/www/http/HttpClient";
  private static final int URL = 0;
  private static final int PROXY = 1;

  private UrlConnectionProxy() {
    super(TARGET);
  }

  static Hook hook() {
    return new UrlConnectionProxy();
  }

  @Override
  boolean matches(Site site) {
    return site.isStatic() && site.signature().startsWith("New(Ljava/net/URL;Ljava/net/Proxy;IZ");
  }

  @Override
  void atStart(Code code) {
    code.load(URL);
    code.load(PROXY);
    code.junction("proxy", "(Ljava/net/URL;Ljava/net/Proxy;)Ljava/net/Proxy;");
    code.out().visitVarInsn(Opcodes.ASTORE, PROXY);
  }
}
