package io.imdsguard.hooks;

/**
 * AsyncHttpClient 1.9 (com.ning), 2 and 3: one future for a request, its retries and its redirects.
 */
final class AsyncHttpClient {
  private AsyncHttpClient() {}

  static Hook[] hooks() {
    String ning = "com/ning/http/";
    String own = "org/asynchttpclient/";
    return new Hook[] {
      submitted(ning + "client/providers/netty/future/NettyResponseFuture", ning + "client/", 2),
      bound(
          ning + "client/providers/netty/request/NettyRequestSender",
          ning + "client/providers/netty/future/NettyResponseFuture",
          "org/jboss/netty/channel/Channel",
          "getLocalAddress"),
      direct(ning + "util/ProxyUtils", ning + "client/", ning + "client/ProxyServer"),
      submitted(own + "netty/NettyResponseFuture", own, 1),
      bound(
          own + "netty/request/NettyRequestSender",
          own + "netty/NettyResponseFuture",
          "io/netty/channel/Channel",
          "localAddress"),
      direct(own + "util/ProxyUtils", own, own + "proxy/ProxyServer"),
    };
  }

  private static Hook submitted(String future, String room, int request) {
    Value uri = uri(Value.argument(request), room);
    return new Submitted(future, "<init>(", Value.self(), host(uri, room), port(uri, room));
  }

  private static Hook bound(String sender, String future, String channel, String local) {
    return new Bound(
        sender,
        "writeRequest(L" + future + ";",
        Value.argument(1),
        Value.argument(2).ask(channel, local, "()Ljava/net/SocketAddress;"));
  }

  private static Hook direct(String utils, String room, String proxy) {
    Value uri = uri(Value.argument(1), room);
    return new NoProxy(utils, "getProxyServer(", -1, proxy, host(uri, room), port(uri, room));
  }

  private static Value uri(Value request, String room) {
    return request.ask(room + "Request", "getUri", "()L" + room + "uri/Uri;");
  }

  private static Value host(Value uri, String room) {
    return uri.call(room + "uri/Uri", "getHost", "()Ljava/lang/String;");
  }

  private static Value port(Value uri, String room) {
    return uri.call(room + "uri/Uri", "getPort", "()I");
  }
}
