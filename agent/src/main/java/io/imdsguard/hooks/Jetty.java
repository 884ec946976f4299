package io.imdsguard.hooks;

/**
 * Jetty's client 9.4 to 12: a conversation is one request with its redirects and answers to
 * challenges; the pool opens connections for whoever comes first.
 */
final class Jetty {
  private static final String ROOM = "org/eclipse/jetty/client/";
  private static final String CONFIGURATION = ROOM + "ProxyConfiguration";

  private Jetty() {}

  static Hook[] hooks() {
    String v12 = ROOM + "transport/";
    return new Hook[] {
      // 9.4 to 11
      new WhereThere(
          submitted(
              ROOM + "HttpClient", "send(L" + ROOM + "HttpRequest;", ROOM, Value.argument(1))),
      bound(ROOM + "http/", ROOM, "getLocalAddress", "()Ljava/net/InetSocketAddress;"),
      // 12
      submitted(v12 + "HttpRequest", "sendAsync(L" + v12 + "HttpDestination;", v12, Value.self()),
      bound(v12 + "internal/", v12, "getLocalSocketAddress", "()Ljava/net/SocketAddress;"),
      direct(),
    };
  }

  private static Hook submitted(String target, String method, String room, Value request) {
    String type = room + "HttpRequest";
    return new Submitted(
        target,
        method,
        request.call(type, "getConversation", "()L" + room + "HttpConversation;"),
        request.call(type, "getHost", "()Ljava/lang/String;"),
        request.call(type, "getPort", "()I"));
  }

  private static Hook bound(String http, String room, String local, String signature) {
    String channel = http + "HttpChannelOverHTTP";
    String connection = http + "HttpConnectionOverHTTP";
    String exchange = room + "HttpExchange";
    String endPoint = "org/eclipse/jetty/io/EndPoint";
    return new Bound(
        channel,
        "send(L" + exchange + ";)",
        Value.argument(1).call(exchange, "getConversation", "()L" + room + "HttpConversation;"),
        Value.self()
            .call(channel, "getHttpConnection", "()L" + connection + ";")
            .call(connection, "getEndPoint", "()L" + endPoint + ";")
            .ask(endPoint, local, signature));
  }

  private static Hook direct() {
    Value address =
        Value.argument(1).call(ROOM + "Origin", "getAddress", "()L" + ROOM + "Origin$Address;");
    return new NoProxy(
        CONFIGURATION,
        "match(L" + ROOM + "Origin;)",
        -1,
        CONFIGURATION + "$Proxy",
        address.call(ROOM + "Origin$Address", "getHost", "()Ljava/lang/String;"),
        address.call(ROOM + "Origin$Address", "getPort", "()I"));
  }
}
