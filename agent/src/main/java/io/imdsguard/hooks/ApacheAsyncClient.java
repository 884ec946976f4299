package io.imdsguard.hooks;

/**
 * Apache HttpAsyncClient 4 and HttpClient 5's async clients: a reactor connects for the pool, and a
 * request is bound to the connection that it was given. Redirects keep the objects used here.
 */
final class ApacheAsyncClient {
  private static final String V4 = "org/apache/http/";
  private static final String V4_CLIENT = V4 + "impl/nio/client/";
  private static final String V5 = "org/apache/hc/";
  private static final String V5_CLIENT = V5 + "client5/http/impl/async/";
  private static final String V5_MINIMAL = V5_CLIENT + "MinimalHttpAsyncClient";
  private static final String V5_SCOPE = V5 + "client5/http/async/AsyncExecChain$Scope";
  private static final String V5_SESSION = V5 + "core5/reactor/IOSessionImpl";

  private ApacheAsyncClient() {}

  static Hook[] hooks() {
    String handler = V4_CLIENT + "DefaultClientExchangeHandlerImpl";
    String execute =
        "execute(Ljava/lang/String;L" + V5 + "core5/http/nio/AsyncClientExchangeHandler;";
    return new Hook[] {
      started(handler),
      // 4.0
      new WhereThere(allocated(handler)),
      // 4.1
      allocated(V4_CLIENT + "AbstractClientExchangeHandler"),
      scoped(),
      new Within(V5_CLIENT + "InternalHttpAsyncExecRuntime", execute, Value.self()),
      new Within(V5_CLIENT + "InternalH2AsyncExecRuntime", execute, Value.self()),
      minimal(),
      // 5.0
      leased(V5_MINIMAL + "$4$1"),
      // 5.1
      leased(V5_MINIMAL + "$3"),
      new Bound(
          V5_SESSION,
          "enqueue(L" + V5 + "core5/reactor/Command;",
          null,
          Value.self().call(V5_SESSION, "getLocalAddress", "()Ljava/net/SocketAddress;")),
    };
  }

  private static Hook started(String handler) {
    String producer = V4 + "nio/protocol/HttpAsyncRequestProducer";
    Value target =
        Value.self()
            .get(handler, "requestProducer", "L" + producer + ";")
            .ask(producer, "getTarget", "()L" + V4 + "HttpHost;");
    return new Submitted(
        handler,
        "start()V",
        Value.self(),
        target.call(V4 + "HttpHost", "getHostName", "()Ljava/lang/String;"),
        target.call(V4 + "HttpHost", "getPort", "()I"));
  }

  private static Hook allocated(String handler) {
    String inet = V4 + "HttpInetConnection";
    Value connection = Value.argument(1).as(inet);
    return new Bound(
        handler,
        "connectionAllocated(L" + V4 + "nio/NHttpClientConnection;)",
        Value.self(),
        connection.ask(inet, "getLocalAddress", "()Ljava/net/InetAddress;"),
        connection.ask(inet, "getLocalPort", "()I"));
  }

  /** The client without an execution chain has for each request only who waits for a connection. */
  private static Hook minimal() {
    String host = V5 + "core5/http/HttpHost";
    Value target = Value.argument(1);
    return new Submitted(
        V5_MINIMAL,
        "leaseEndpoint(L" + host + ";",
        Value.argument(5),
        target.call(host, "getHostName", "()Ljava/lang/String;"),
        target.call(host, "getPort", "()I"));
  }

  /** It has got one, and has the request written to it. */
  private static Hook leased(String callback) {
    String endpoint = V5 + "client5/http/nio/AsyncConnectionEndpoint";
    return new WhereThere(new Within(callback, "completed(L" + endpoint + ";", Value.self()));
  }

  /** The runtime is made anew for each execution; the scope tells its target. */
  private static Hook scoped() {
    String route = V5 + "client5/http/HttpRoute";
    String host = V5 + "core5/http/HttpHost";
    Value target =
        Value.self()
            .get(V5_SCOPE, "route", "L" + route + ";")
            .call(route, "getTargetHost", "()L" + host + ";");
    return new Submitted(
        V5_SCOPE,
        "<init>(",
        Value.self()
            .get(V5_SCOPE, "execRuntime", "L" + V5 + "client5/http/async/AsyncExecRuntime;"),
        target.call(host, "getHostName", "()Ljava/lang/String;"),
        target.call(host, "getPort", "()I"));
  }
}
