package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * Reactor Netty 0.9 on, and with it Spring's WebClient: a handler is made for each subscription and
 * goes along with its redirects and retries.
 */
final class ReactorNetty {
  private static final String ROOM = "reactor/netty/http/client/";
  private static final String HANDLER = ROOM + "HttpClientConnect$HttpClientHandler";
  private static final String OPERATIONS = ROOM + "HttpClientOperations";

  private ReactorNetty() {}

  static Hook[] hooks() {
    return new Hook[] {
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
