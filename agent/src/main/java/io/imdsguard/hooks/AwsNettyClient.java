package io.imdsguard.hooks;

/** AWS SDK v2's Netty client: an executor is made for each request. */
final class AwsNettyClient {
  private static final String ROOM = "software/amazon/awssdk/http/";
  private static final String EXECUTOR = ROOM + "nio/netty/internal/NettyRequestExecutor";

  private AwsNettyClient() {}

  static Hook[] hooks() {
    String context = ROOM + "nio/netty/internal/RequestContext";
    String execute = ROOM + "async/AsyncExecuteRequest";
    Value request =
        Value.argument(1)
            .call(context, "executeRequest", "()L" + execute + ";")
            .call(execute, "request", "()L" + ROOM + "SdkHttpRequest;");
    return new Hook[] {
      new Submitted(
          EXECUTOR,
          "<init>(",
          Value.self(),
          request.ask(ROOM + "SdkHttpRequest", "host", "()Ljava/lang/String;"),
          request.ask(ROOM + "SdkHttpRequest", "port", "()I")),
      new Bound(
          EXECUTOR,
          "configureChannel()V",
          Value.self(),
          Value.self()
              .get(EXECUTOR, "channel", "Lio/netty/channel/Channel;")
              .ask("io/netty/channel/Channel", "localAddress", "()Ljava/net/SocketAddress;")),
      new Proxied(),
    };
  }

  /** Whether the proxy that was set is to be used for a host. */
  private static final class Proxied extends LibraryHook {
    Proxied() {
      super(
          ROOM + "nio/netty/internal/AwaitCloseChannelPoolMap",
          "shouldUseProxyForHost(Ljava/net/URI;)Z");
    }

    @Override
    void atReturn(Code code) {
      code.load(1);
      code.junction("proxied", "(ZLjava/net/URI;)Z");
    }
  }
}
