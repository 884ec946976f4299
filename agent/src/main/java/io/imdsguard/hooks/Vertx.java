package io.imdsguard.hooks;

/**
 * Vert.x 4: a promise stands for a request until its connection is there; what completes it, the
 * request, is then its application's.
 */
final class Vertx {
  private static final String ROOM = "io/vertx/core/";
  private static final String HTTP = ROOM + "http/impl/";
  private static final String REQUEST = HTTP + "HttpClientRequestImpl";
  private static final String ADDRESS = ROOM + "net/SocketAddress";

  private Vertx() {}

  static Hook[] hooks() {
    return new Hook[] {
      new Submitted(
          HTTP + "HttpClientImpl",
          "doRequest(L" + ROOM + "http/HttpMethod;L" + ADDRESS + ";Ljava/lang/String;I",
          Value.last(),
          Value.argument(3),
          Value.number(4)),
      new Inherited(
          ROOM + "impl/future/FutureImpl",
          "tryComplete(Ljava/lang/Object;)Z",
          Value.argument(1),
          Value.self()),
      // Where it follows a redirect.
      new Within(REQUEST, "handleResponse(L" + ROOM + "Promise;", Value.self()),
      new Bound(
          REQUEST,
          "doWrite(Lio/netty/buffer/ByteBuf;",
          Value.self(),
          Value.self()
              .get(REQUEST, "stream", "L" + HTTP + "HttpClientStream;")
              .ask(HTTP + "HttpClientStream", "connection", "()L" + HTTP + "HttpClientConnection;")
              .ask(HTTP + "HttpClientConnection", "channel", "()Lio/netty/channel/Channel;")
              .ask("io/netty/channel/Channel", "localAddress", "()Ljava/net/SocketAddress;")),
      new NoProxy(
          HTTP + "HttpClientBase",
          "resolveProxyOptions(L" + ROOM + "net/ProxyOptions;L" + ADDRESS + ";)",
          -1,
          ROOM + "net/ProxyOptions",
          Value.argument(2).ask(ADDRESS, "host", "()Ljava/lang/String;"),
          Value.argument(2).ask(ADDRESS, "port", "()I")),
    };
  }
}
