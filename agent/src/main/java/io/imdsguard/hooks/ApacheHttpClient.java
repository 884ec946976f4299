package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * Apache HttpClient 3.1, 4.2 on and 5: they connect on the thread that asks, so there is nothing to
 * carry; a proxy that was set on a client or a request is left out.
 */
final class ApacheHttpClient {
  private static final String V4 = "org/apache/http/";
  private static final String V5 = "org/apache/hc/";
  private static final String V4_ROUTE = V4 + "conn/routing/HttpRoute";
  private static final String V5_ROUTE = V5 + "client5/http/HttpRoute";
  private static final String INET = "Ljava/net/InetAddress;";
  private static final String LIST = "java/util/List";

  private ApacheHttpClient() {}

  static Hook[] hooks() {
    String v4Host = V4 + "HttpHost";
    String v5Host = V5 + "core5/http/HttpHost";
    String v4 = "L" + v4Host + ";";
    String v5 = "L" + v5Host + ";";
    String named = "L" + V5 + "core5/net/NamedEndpoint;";
    String list = "L" + LIST + ";";
    return new Hook[] {
      new Commons(),
      new OneOf(
          // 4.2
          direct(V4_ROUTE, INET + v4 + "[" + v4, 3, "[" + v4, v4Host, 2),
          // 4.3 on
          direct(V4_ROUTE, v4 + INET + list, 3, LIST, v4Host, 1)),
      new OneOf(
          // 5.0 on
          direct(V5_ROUTE, v5 + INET + list, 3, LIST, v5Host, 1),
          // 5.4 on
          direct(V5_ROUTE, v5 + named + INET + list, 4, LIST, v5Host, 1)),
    };
  }

  /** The constructor with these arguments: {@code proxies} and {@code target} are their slots. */
  private static Hook direct(
      String route, String arguments, int proxies, String type, String host, int target) {
    Value to = Value.argument(target);
    return new NoProxy(
        route,
        "<init>(" + arguments,
        proxies,
        type,
        to.call(host, "getHostName", "()Ljava/lang/String;"),
        to.call(host, "getPort", "()I"));
  }

  /** 3.1: the connection has a field for its proxy's host, which is null where there is none. */
  private static final class Commons extends LibraryHook {
    private static final String CONNECTION = "org/apache/commons/httpclient/HttpConnection";
    private static final String TEXT = "Ljava/lang/String;";

    Commons() {
      super(CONNECTION, "open()V");
    }

    @Override
    void atStart(Code code) {
      code.load(0);
      code.load(0);
      code.get(CONNECTION, "proxyHostName", TEXT);
      code.load(0);
      code.get(CONNECTION, "hostName", TEXT);
      code.load(0);
      code.get(CONNECTION, "portNumber", "I");
      code.junction("proxy", "(Ljava/lang/Object;Ljava/lang/String;I)Ljava/lang/Object;");
      code.cast("java/lang/String");
      code.out()
          .visitFieldInsn(
              Opcodes.PUTFIELD, code.site().relocated(CONNECTION), "proxyHostName", TEXT);
    }
  }
}
