package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Armeria 1: a context is made for each request, before any decorator sees it, and derived ones for
 * its retries and redirects. Any code that runs meanwhile can have the context and use it again: a
 * decorator that goes on by itself later is nobody's too. Where a group chooses the endpoint it may
 * do so on anybody's thread: such a request is nobody's.
 */
final class Armeria {
  private static final String ROOM = "com/linecorp/armeria/";
  private static final String CLIENT = ROOM + "client/";
  private static final String ENDPOINT = CLIENT + "Endpoint";
  private static final String CONTEXT = CLIENT + "ClientRequestContext";
  private static final String SESSION = CLIENT + "HttpSessionHandler";
  private static final String DELEGATE = CLIENT + "HttpClientDelegate";
  private static final String PROXY = CLIENT + "proxy/ProxyConfig";
  private static final String NETTY = "io/netty/channel/Channel";
  private static final Value CHANNEL = Value.self().get(SESSION, "channel", "L" + NETTY + ";");

  private Armeria() {}

  static Hook[] hooks() {
    String own = CLIENT + "DefaultClientRequestContext";
    // From 1.17 on.
    String moved = ROOM + "internal/client/DefaultClientRequestContext";
    return new Hook[] {
      submitted(own),
      derived(own),
      submitted(moved),
      derived(moved),
      new Inherited(
          CONTEXT + "Wrapper", "<init>(L" + CONTEXT + ";)", Value.self(), Value.argument(1)),
      new Resumed(DELEGATE, "execute(L" + CONTEXT + ";", Value.argument(1)),
      new Written(),
      new OneOf(
          new Direct("getProxyConfig(L" + ROOM + "common/SessionProtocol;L" + ENDPOINT + ";)", -1),
          new Direct("execute0(L" + CONTEXT + ";L" + ENDPOINT + ";", 5)),
    };
  }

  private static Hook submitted(String context) {
    return new Submitted(
        context, "initEndpoint(", Value.self(), host(Value.argument(1)), port(Value.argument(1)));
  }

  private static Hook derived(String context) {
    return new Returned(context, "newDerivedContext(", Value.self());
  }

  private static Value host(Value endpoint) {
    return endpoint.call(ENDPOINT, "host", "()Ljava/lang/String;");
  }

  private static Value port(Value endpoint) {
    return endpoint.with(80).call(ENDPOINT, "port", "(I)I");
  }

  /** Netty tells whoever waits for a connection that there is one before it tells the pipeline. */
  private static final class Written extends Bound {
    Written() {
      super(
          SESSION,
          "invoke(",
          Value.argument(2),
          CHANNEL.ask(NETTY, "localAddress", "()Ljava/net/SocketAddress;"));
    }

    @Override
    void before(Code code) {
      CHANNEL.write(code);
      code.handover("channelActive", "(Ljava/lang/Object;)V");
    }
  }

  /**
   * A proxy setting comes by as an argument or a result; one of its values is that for none. The
   * published classes have forgotten their arguments wherever they don't need them any more.
   */
  private static final class Direct extends LibraryHook {
    private final int slot;

    /**
     * Creates a hook in a method whose second argument is the endpoint.
     *
     * @param slot the argument, or -1 for the method's result
     */
    Direct(String method, int slot) {
      super(DELEGATE, method);
      this.slot = slot;
    }

    @Override
    void atStart(Code code) {
      Label onward = new Label();
      host(Value.argument(2)).write(code);
      port(Value.argument(2)).write(code);
      code.junction("isMetadata", "(Ljava/lang/String;I)Z");
      code.out().visitJumpInsn(Opcodes.IFEQ, onward);
      code.callStatic(PROXY, "direct", "()L" + PROXY + ";");
      if (slot < 0) {
        code.out().visitInsn(Opcodes.ARETURN);
      } else {
        code.out().visitVarInsn(Opcodes.ASTORE, slot);
      }
      code.out().visitLabel(onward);
      code.startFrame();
    }
  }
}
