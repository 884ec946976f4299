package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code jdk.internal.net.http.HttpRequestImpl#retrieveProxy}: where java.net.http asks which proxy
 * a request goes to. It takes the selector and the URI last, after the request from JDK 21 on.
 */
final class HttpClientProxy extends Hook {
  static final String TARGET = "jdk/internal/net/http/HttpRequestImpl";
  private static final String LAST = "Ljava/net/ProxySelector;Ljava/net/URI;)Ljava/net/Proxy;";

  private HttpClientProxy() {
    super(TARGET);
  }

  static Hook hook() {
    return new HttpClientProxy();
  }

  @Override
  boolean matches(Site site) {
    return site.isStatic()
        && (site.signature().equals("retrieveProxy(" + LAST)
            || site.signature().equals("retrieveProxy(Ljava/net/http/HttpRequest;" + LAST));
  }

  @Override
  void atStart(Code code) {
    int selector = code.site().descriptor().startsWith("(" + LAST) ? 0 : 1;
    code.load(selector);
    code.load(selector + 1);
    code.junction("selector", "(Ljava/net/ProxySelector;Ljava/net/URI;)Ljava/net/ProxySelector;");
    code.out().visitVarInsn(Opcodes.ASTORE, selector);
  }
}
