package io.imdsguard.hooks;

/**
 * Vert.x 3 to 5. In 3 the request's object is made by whoever asks. In 4 a promise stands for it
 * until its connection is there; in 5 the function that is to make it does, and the future that is
 * to call that. What completes either is its application's request.
 */
final class Vertx {
  static final String ROOM = "io/vertx/core/";
  static final String HTTP = ROOM + "http/impl/";
  static final String CLIENT = HTTP + "HttpClientImpl";
  static final String METHOD = "L" + ROOM + "http/HttpMethod;";
  static final String ADDRESS = ROOM + "net/SocketAddress";
  private static final String AUTHORITY = ROOM + "net/HostAndPort";
  private static final String REQUEST = HTTP + "HttpClientRequestImpl";

  private static final String V4_0 = "request(" + METHOD + "L" + ADDRESS + ";L" + ADDRESS + ";";
  private static final String V4_1 = "doRequest(" + METHOD + "L" + ADDRESS + ";L" + ADDRESS + ";";
  private static final String V4_5 = "doRequest(" + METHOD + "L" + ADDRESS + ";Ljava/lang/String;I";
  private static final String V5_0 = "doRequest(Ljava/lang/String;" + METHOD + "L" + AUTHORITY;
  private static final String V5_1 = "wrap(L" + AUTHORITY;

  /** What handleResponse has done at last. */
  private static final String FOLLOWED = followed(3) + " " + followed(4) + " " + followed(5);

  private Vertx() {}

  private static String followed(int lambda) {
    return "lambda$handleResponse$" + lambda + "(L" + ROOM + "Promise;J";
  }

  static Hook[] hooks() {
    String connection = HTTP + "HttpClientConnection";
    return new Hook[] {
      new OneOf(
          VertxProxies.V3_5,
          VertxProxies.V3_7,
          asked(V4_0, Value.last(), Value.argument(3), ADDRESS),
          asked(V4_1, Value.last(), Value.argument(3), ADDRESS),
          asked(V4_5, Value.last(), Value.argument(2), ADDRESS),
          asked(V5_0, Value.argument(3), Value.argument(3), AUTHORITY),
          asked(V5_1, Value.argument(1), Value.argument(1), AUTHORITY)),
      new WhereThere(new OneOf(handed(V5_0, 3), handed(V5_1, 1))),
      new Inherited(ROOM + "impl/future/Mapping", "<init>(", Value.self(), Value.last()),
      new Inherited(
          ROOM + "impl/future/FutureImpl",
          "tryComplete(Ljava/lang/Object;)Z completeInternal(Ljava/lang/Object;",
          Value.argument(1),
          Value.self()),
      // Where it follows a redirect; 4.1 to 4.4 do so only once they have read the response's body.
      new Within(REQUEST, "handleResponse( doHandleResponse( " + FOLLOWED, Value.self()),
      new WhereThere(made()),
      new OneOf(
          // 3, 4, 5.0, 5.1 on
          bound("connected(", Value.argument(2), ROOM + "http/HttpConnection", connection),
          bound("doWrite(Lio/netty/buffer/ByteBuf;ZZL", stream(), connection, connection),
          bound(
              "doWrite(Lio/netty/buffer/ByteBuf;ZZ)",
              stream(),
              connection + "Internal",
              connection + "Internal"),
          bound("doWrite(L" + ROOM + "buffer/Buffer;ZZ)", stream(), connection, connection)),
    };
  }

  private static Hook asked(String method, Value request, Value target, String type) {
    return new Submitted(
        CLIENT,
        method,
        request,
        target.ask(type, "host", "()Ljava/lang/String;"),
        target.ask(type, "port", "()I"));
  }

  /** Each request has an authority of its own, made of the host and port that it names. */
  private static Hook handed(String method, int authority) {
    return new Handed(
        CLIENT,
        method,
        ROOM + "Future.map(Ljava/util/function/Function;)",
        Value.argument(authority));
  }

  /** In 3. */
  private static Hook made() {
    String base = HTTP + "HttpClientRequestBase";
    return new Submitted(
        REQUEST,
        "<init>(L" + CLIENT + ";Z",
        Value.self(),
        Value.self().get(base, "host", "Ljava/lang/String;"),
        Value.self().get(base, "port", "I"));
  }

  private static Value stream() {
    return Value.self().get(REQUEST, "stream", "L" + HTTP + "HttpClientStream;");
  }

  private static Hook bound(String method, Value stream, String declared, String connection) {
    String context = "io/netty/channel/ChannelHandlerContext";
    return new Bound(
        REQUEST,
        method,
        Value.self(),
        stream
            .ask(HTTP + "HttpClientStream", "connection", "()L" + declared + ";")
            .as(connection)
            .ask(connection, "channelHandlerContext", "()L" + context + ";")
            .ask(context, "channel", "()Lio/netty/channel/Channel;")
            .ask("io/netty/channel/Channel", "localAddress", "()Ljava/net/SocketAddress;"));
  }
}
