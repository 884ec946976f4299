package io.imdsguard.hooks;

/**
 * OkHttp 2.4 to 5. A call that is enqueued runs on a thread of the dispatcher's, and from 5 on each
 * attempt to connect may run on yet another one.
 */
final class OkHttp {
  private static final String V2 = "com/squareup/okhttp/";
  private static final String V3 = "okhttp3/";
  private static final String V4_4 = "okhttp3/internal/connection/";
  private static final String PLAN = V4_4 + "ConnectPlan";

  private OkHttp() {}

  static Hook[] hooks() {
    return new Hook[] {
      enqueued(V2 + "Call$AsyncCall", "<init>(L" + V2 + "Call;", V2, "request", "httpUrl"),
      new Within(V2 + "Call$AsyncCall", "execute()V", Value.self()),
      direct(V2),
      enqueued(V3 + "RealCall$AsyncCall", "<init>(L" + V3 + "RealCall;", V3, "request", "url"),
      new Within(V3 + "RealCall$AsyncCall", "execute()V run()V", Value.self()),
      direct(V3),
      enqueued(
          V4_4 + "RealCall$AsyncCall", "<init>(L" + V4_4 + "RealCall;", V3, "getRequest", "url"),
      new Within(V4_4 + "RealCall$AsyncCall", "run()V", Value.self()),
      new Opening(
          PLAN,
          "<init>(",
          Value.self(),
          Value.self()
              .call(PLAN, "getRoute", "()Lokhttp3/Route;")
              .call("okhttp3/Route", "socketAddress", "()Ljava/net/InetSocketAddress;")),
      new Within(PLAN, "connectTcp()", Value.self()),
    };
  }

  private static Hook enqueued(
      String asyncCall, String constructor, String room, String request, String url) {
    Value target =
        Value.self()
            .call(asyncCall, request, "()L" + room + "Request;")
            .call(room + "Request", url, "()L" + room + "HttpUrl;");
    return new Submitted(
        asyncCall,
        constructor,
        Value.self(),
        target.call(room + "HttpUrl", "host", "()Ljava/lang/String;"),
        target.call(room + "HttpUrl", "port", "()I"));
  }

  /** Arguments 1 and 2 of the constructor are host and port, 9 is the proxy. */
  private static Hook direct(String room) {
    return new NoProxy(
        room + "Address",
        "<init>(Ljava/lang/String;I",
        9,
        "java/net/Proxy",
        Value.argument(1),
        Value.number(2));
  }
}
