package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * Reactor Netty 0.9 on. Whoever has a request assembled chooses its URL, and gets its answer or
 * hands it on: it is their request, whoever subscribes to it, on whichever thread and how often. A
 * handler is made for each subscription and goes along with its redirects and retries. Where the
 * URL is not known before, with a host set on the client or a URL that is to come, the request is
 * the subscriber's.
 */
final class ReactorNetty {
  private static final String ROOM = "reactor/netty/http/client/";
  private static final String HANDLER = ROOM + "HttpClientConnect$HttpClientHandler";
  private static final String ASSEMBLED = ROOM + "HttpClientConnect$MonoHttpConnect";
  private static final String OPERATIONS = ROOM + "HttpClientOperations";

  private ReactorNetty() {}

  static Hook[] hooks() {
    return new Hook[] {
      new OneOf(
          // 0.9
          new Assembled("<init>(Lio/netty/bootstrap/Bootstrap;", 2, "HttpClientConfiguration"),
          new Assembled("<init>(", 1, "HttpClientConfig")),
      new Handed(
          ASSEMBLED,
          "subscribe(Lreactor/core/CoreSubscriber;)V",
          "reactor/util/retry/RetrySpec.filter(Ljava/util/function/Predicate;)"
              // 0.9
              + " io/netty/bootstrap/Bootstrap.remoteAddress(Ljava/net/SocketAddress;)",
          Value.self()),
      new Submitted(
          HANDLER,
          "<init>(",
          Value.self(),
          uri().get(ROOM + "UriEndpoint", "host", "Ljava/lang/String;"),
          uri().get(ROOM + "UriEndpoint", "port", "I")),
      new Bound(
          HANDLER,
          "requestWithBody(L" + OPERATIONS + ";)",
          Value.self(),
          Value.argument(1)
              .call(OPERATIONS, "channel", "()Lio/netty/channel/Channel;")
              .ask("io/netty/channel/Channel", "localAddress", "()Ljava/net/SocketAddress;")),
      new Proxied("reactor/netty/tcp/ProxyProvider"),
      new Proxied("reactor/netty/transport/ProxyProvider"),
    };
  }

  private static Value uri() {
    return Value.self().get(HANDLER, "toURI", "L" + ROOM + "UriEndpoint;");
  }

  /** A request has been assembled, to be made whenever somebody subscribes to it. */
  private static final class Assembled extends Note {
    private final Value configuration;
    private final String type;

    Assembled(String method, int configuration, String type) {
      super(ASSEMBLED, method);
      this.configuration = Value.argument(configuration);
      this.type = ROOM + type;
    }

    @Override
    public void write(Code code) {
      code.load(0);
      configuration.get(type, "uri", "Ljava/net/URI;").write(code);
      configuration.get(type, "uriStr", "Ljava/lang/String;").write(code);
      configuration.get(type, "baseUrl", "Ljava/lang/String;").write(code);
      code.junction(
          "submitted", "(Ljava/lang/Object;Ljava/net/URI;Ljava/lang/String;Ljava/lang/String;)V");
    }
  }

  /** Whether the proxy that was set is to be used for an address. */
  private static final class Proxied extends LibraryHook {
    private static final int REMOTE = 1;

    Proxied(String provider) {
      super(provider, "shouldProxy(Ljava/net/SocketAddress;)Z");
    }

    @Override
    void atReturn(Code code) {
      code.out().visitVarInsn(Opcodes.ALOAD, REMOTE);
      code.junction("proxied", "(ZLjava/net/SocketAddress;)Z");
    }
  }
}
