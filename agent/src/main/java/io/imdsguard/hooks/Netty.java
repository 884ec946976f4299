package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Netty 4.0 on, relocated copies included: a channel is its opener's. Where its transport is none
 * of the JDK's it is sent to the gate here.
 */
final class Netty {
  private static final String ROOM = "io/netty/channel/";
  private static final String PIPELINE = ROOM + "DefaultChannelPipeline";
  private static final String HEAD = PIPELINE + "$HeadContext";
  private static final String CONTEXT = ROOM + "ChannelHandlerContext";
  private static final String REMOTE = "Ljava/net/SocketAddress;";
  private static final String CONNECT =
      "(L" + CONTEXT + ";" + REMOTE + REMOTE + "L" + ROOM + "ChannelPromise;)V";
  private static final Value CHANNEL =
      Value.argument(1).ask(CONTEXT, "channel", "()L" + ROOM + "Channel;");

  private Netty() {}

  static Hook[] hooks() {
    String bootstrap = "io/netty/bootstrap/Bootstrap";
    return new Hook[] {
      new Opener(bootstrap),
      new Inherited(bootstrap, "init(L" + ROOM + "Channel;)V", Value.argument(1), Value.self()),
      // On the thread of whoever connects a channel that it has had registered before. A bootstrap,
      // which does so on the channel's own thread, calls those that take a promise.
      new Opening(
          PIPELINE,
          "connect(" + REMOTE + ") connect(" + REMOTE + REMOTE + ")",
          Value.self().call(PIPELINE, "channel", "()L" + ROOM + "Channel;"),
          Value.argument(1)),
      new Connect(),
      new Active(),
      new Shown(),
      new Handler(),
    };
  }

  /** Makes the channel, on the thread that wants it. */
  private static final class Opener extends Within {
    Opener(String bootstrap) {
      super(
          bootstrap,
          "doResolveAndConnect(" + REMOTE + REMOTE + ") doConnect(" + REMOTE + REMOTE + ")",
          Value.self());
    }

    @Override
    void enter(Code code) {
      code.load(0);
      code.load(1);
      code.out().visitLdcInsn(code.site().place());
      code.junction("enterOpening", "(Ljava/lang/Object;" + REMOTE + "Ljava/lang/String;)V");
    }
  }

  /** Where every transport connects from. */
  private static final class Connect extends Within {
    Connect() {
      super(HEAD, "connect" + CONNECT, CHANNEL);
    }

    @Override
    void inside(Code code) {
      CHANNEL.write(code);
      code.load(2);
      code.handover("channelRemote", "(Ljava/lang/Object;" + REMOTE + ")" + REMOTE);
      code.out().visitVarInsn(Opcodes.ASTORE, 2);
    }
  }

  private static final class Active extends LibraryHook {
    Active() {
      super(HEAD, "channelActive(L" + CONTEXT + ";)V");
    }

    @Override
    void atStart(Code code) {
      CHANNEL.write(code);
      code.handover("channelActive", "(Ljava/lang/Object;)V");
    }
  }

  private static final class Shown extends LibraryHook {
    Shown() {
      super(ROOM + "AbstractChannel", "remoteAddress()" + REMOTE);
    }

    @Override
    void atReturn(Code code) {
      code.load(0);
      code.handover("channelShown", "(" + REMOTE + "Ljava/lang/Object;)" + REMOTE);
    }
  }

  /** A proxy handler takes itself out of a pipeline that leads to metadata. */
  private static final class Handler extends LibraryHook {
    Handler() {
      super("io/netty/handler/proxy/ProxyHandler", "connect" + CONNECT);
    }

    @Override
    void atStart(Code code) {
      String pipeline = ROOM + "ChannelPipeline";
      Label onward = new Label();
      code.load(2);
      code.junction("direct", "(" + REMOTE + ")Z");
      code.out().visitJumpInsn(Opcodes.IFEQ, onward);
      code.load(1);
      code.call(CONTEXT, "pipeline", "()L" + pipeline + ";", true);
      code.load(0);
      code.call(pipeline, "remove", "(L" + ROOM + "ChannelHandler;)L" + pipeline + ";", true);
      code.out().visitInsn(Opcodes.POP);
      code.load(1);
      code.load(2);
      code.junction("resolved", "(" + REMOTE + ")" + REMOTE);
      code.load(3);
      code.load(4);
      code.call(
          CONTEXT,
          "connect",
          "(" + REMOTE + REMOTE + "L" + ROOM + "ChannelPromise;)L" + ROOM + "ChannelFuture;",
          true);
      code.out().visitInsn(Opcodes.POP);
      code.out().visitInsn(Opcodes.RETURN);
      code.out().visitLabel(onward);
      code.startFrame();
    }
  }
}
