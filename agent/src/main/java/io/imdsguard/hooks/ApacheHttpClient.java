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

  private ApacheHttpClient() {}

  static Hook[] hooks() {
    String inet = "Ljava/net/InetAddress;";
    String v4Host = "L" + V4 + "HttpHost;";
    String v5Host = "L" + V5 + "core5/http/HttpHost;";
    return new Hook[] {
      new Commons(),
      new OneOf(
          // 4.2
          direct(V4_ROUTE, "<init>(" + inet + v4Host + "[" + v4Host, 3, "[" + v4Host, v4Host, 2),
          // 4.3 on
          direct(V4_ROUTE, "<init>(" + v4Host + inet + "Ljava/util/List;", 3, null, v4Host, 1)),
      new OneOf(
          // 5.0 on
          direct(V5_ROUTE, "<init>(" + v5Host + inet + "Ljava/util/List;", 3, null, v5Host, 1),
          // 5.4 on
          direct(
              V5_ROUTE,
              "<init>("
                  + v5Host
                  + "L"
                  + V5
                  + "core5/net/NamedEndpoint;"
                  + inet
                  + "Ljava/util/List;",
              4,
              null,
              v5Host,
              1)),
    };
  }

  private static Hook direct(
      String route, String constructor, int proxies, String type, String host, int target) {
    String hostClass = host.substring(1, host.length() - 1);
    Value to = Value.argument(target);
    return new NoProxy(
        route,
        constructor,
        proxies,
        type == null ? "java/util/List" : type,
        to.call(hostClass, "getHostName", "()Ljava/lang/String;"),
        to.call(hostClass, "getPort", "()I"));
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
