package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * AWS CRT, whose connections are made and written to by native code: Java hands over a manager's
 * host once, and each request's head as bytes.
 */
final class AwsCrt {
  private static final String HTTP = "software/amazon/awssdk/crt/http/";
  private static final String MANAGER = HTTP + "HttpClientConnectionManager";
  private static final String CONNECTION = HTTP + "HttpClientConnection";
  private static final String INHERITED = "(Ljava/lang/Object;Ljava/lang/Object;)V";

  private AwsCrt() {}

  static Hook[] hooks() {
    return new Hook[] {
      new NativeCall(MANAGER, "httpClientConnectionManagerNew"),
      // HTTP/2 is never metadata's: what this sends there the gate refuses.
      new NativeCall(HTTP + "Http2StreamManager", "http2StreamManagerNew"),
      new Acquiring(),
      new Within(CONNECTION, "onConnectionAcquired(", Value.argument(0)),
      new Acquired(),
      new Request(),
    };
  }

  /** A connection of this manager's is being asked for. */
  private static final class Acquiring extends AtCall {
    Acquiring() {
      super(MANAGER, "acquireConnection(", "httpClientConnectionManagerAcquireConnection");
    }

    @Override
    void before(Code code) {
      code.out().visitInsn(Opcodes.DUP);
      code.load(0);
      code.junction("inherited", INHERITED);
    }
  }

  /** The connection is there. */
  private static final class Acquired extends AtCall {
    Acquired() {
      super(CONNECTION, "onConnectionAcquired(", "complete");
    }

    @Override
    void before(Code code) {
      code.out().visitInsn(Opcodes.DUP2);
      code.out().visitInsn(Opcodes.SWAP);
      code.junction("inherited", INHERITED);
    }
  }

  /** The bytes of a request go to native code; the application's object stays as it is. */
  private static final class Request extends AtCall {
    Request() {
      super(CONNECTION, "makeRequest(", "marshalForJni");
    }

    @Override
    void after(Code code) {
      code.load(0);
      code.junction("ticketed", "([BLjava/lang/Object;)[B");
    }
  }
}
