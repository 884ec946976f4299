package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Pekko HTTP 1: a single request is given to its pool with the promise of its answer, which is its
 * own even where the request is a constant that many share. What comes by a stream, to a pool or a
 * connection, is nobody's, and so is a connection that a pool has opened beforehand.
 */
final class Pekko {
  private static final String HTTP = "org/apache/pekko/http/";
  private static final String POOLS = HTTP + "impl/engine/client/";
  private static final String SETUP = HTTP + "impl/settings/HostConnectionPoolSetup";
  private static final String PROMISE = "()Lscala/concurrent/Promise;";

  private Pekko() {}

  static Hook[] hooks() {
    String connecting = POOLS + "pool/SlotState$Connecting";
    String context = POOLS + "PoolFlow$RequestContext";
    String connection = HTTP + "scaladsl/Http$OutgoingConnection";
    Value setup = Value.argument(1).call(POOLS + "PoolId", "hcps", "()L" + SETUP + ";");
    return new Hook[] {
      new Submitted(
          POOLS + "PoolMasterActor$SendRequest",
          "<init>(",
          Value.argument(3),
          setup.call(SETUP, "host", "()Ljava/lang/String;"),
          setup.call(SETUP, "port", "()I")),
      // Gives it to another pool if the first has been closed meanwhile; its promise comes second.
      new Within(POOLS + "PoolInterface$Logic", "$anonfun$request$1(", Value.argument(1)),
      new Bound(
          connecting,
          "onConnectionAttemptSucceeded(",
          Value.self()
              .call(connecting, "ongoingRequest", "()L" + context + ";")
              .call(context, "responsePromise", PROMISE),
          Value.argument(2).call(connection, "localAddress", "()Ljava/net/InetSocketAddress;")),
      new Direct(),
    };
  }

  /** A transport that goes through a proxy, over another that can do without. */
  private static final class Direct extends LibraryHook {
    private static final String TRANSPORT = HTTP + "scaladsl/ClientTransport";
    private static final String PROXIED = TRANSPORT + "$HttpsProxyTransport";
    private static final String CONNECT =
        "(Ljava/lang/String;IL"
            + (HTTP + "scaladsl/settings/ClientConnectionSettings;")
            + "Lorg/apache/pekko/actor/ActorSystem;)Lorg/apache/pekko/stream/scaladsl/Flow;";

    Direct() {
      super(PROXIED, "connectTo" + CONNECT);
    }

    @Override
    void atStart(Code code) {
      Label onward = new Label();
      code.load(1);
      code.out().visitVarInsn(Opcodes.ILOAD, 2);
      code.junction("isMetadata", "(Ljava/lang/String;I)Z");
      code.out().visitJumpInsn(Opcodes.IFEQ, onward);
      Value.self().call(PROXIED, "underlyingTransport", "()L" + TRANSPORT + ";").write(code);
      code.load(1);
      code.out().visitVarInsn(Opcodes.ILOAD, 2);
      code.load(3);
      code.load(4);
      code.call(TRANSPORT, "connectTo", CONNECT, true);
      code.out().visitInsn(Opcodes.ARETURN);
      code.out().visitLabel(onward);
      code.startFrame();
    }
  }
}
