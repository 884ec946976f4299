package io.imdsguard.hooks;

/**
 * {@code jdk.internal.net.http.websocket.OpeningHandshake#proxyFor}: a WebSocket of java.net.http
 * chooses its proxy itself, and would tunnel to a {@code ws:} URL through it.
 */
final class WebSocketProxy extends Hook {
  static final String TARGET = "jdk/internal/net/http/websocket/OpeningHandshake";
  private static final int URI = 1;

  private WebSocketProxy() {
    super(TARGET);
  }

  static Hook hook() {
    return new WebSocketProxy();
  }

  @Override
  boolean matches(Site site) {
    return site.isStatic()
        && site.signature().equals("proxyFor(Ljava/util/Optional;Ljava/net/URI;)Ljava/net/Proxy;");
  }

  @Override
  void atReturn(Code code) {
    code.load(URI);
    code.junction("proxy", "(Ljava/net/Proxy;Ljava/net/URI;)Ljava/net/Proxy;");
  }
}
