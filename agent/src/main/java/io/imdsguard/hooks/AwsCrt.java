package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * AWS CRT, whose connections are made and written to by native code: Java hands over a manager's
 * host once, and each request's head as bytes.
 */
final class AwsCrt {
  private static final String HTTP = "software/amazon/awssdk/crt/http/";
  private static final String MANAGER = HTTP + "HttpClientConnectionManager";
  private static final String CONNECTION = HTTP + "HttpClientConnection";
  private static final String PROVIDERS = "software/amazon/awssdk/crt/auth/credentials/";
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
      new Chain(
          PROVIDERS + "DefaultChainCredentialsProvider", "defaultChainCredentialsProviderNew"),
      new Source(PROVIDERS + "EcsCredentialsProvider", "ecsCredentialsProviderNew"),
      new Chain(PROVIDERS + "EcsCredentialsProvider", "ecsCredentialsProviderNew"),
      new Source(PROVIDERS + "ProfileCredentialsProvider", "profileCredentialsProviderNew"),
    };
  }

  /** A connection of this manager's is being asked for. */
  private static final class Acquiring extends AtCall {
    Acquiring() {
      super(MANAGER, "acquireConnection(", "httpClientConnectionManagerAcquireConnection");
    }

    @Override
    void before(Code code, Type[] arguments) {
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
    void before(Code code, Type[] arguments) {
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
    boolean isNeeded() {
      return false;
    }

    @Override
    void after(Code code) {
      code.load(0);
      code.handover("ticketed", "([BLjava/lang/Object;)[B");
    }
  }

  /** A native provider has been made that may ask metadata: it is replaced. */
  private static final class Chain extends AtCall {
    Chain(String target, String call) {
      super(target, "<init>(L", call);
    }

    @Override
    void after(Code code) {
      code.load(0);
      code.handover("chained", "(JLjava/lang/Object;)J");
    }
  }

  /** One is about to be made: of itself, a bootstrap, a TLS context and three texts. */
  private static final class Source extends AtCall {
    private static final int TLS = 2;
    private static final int FIRST = 3;

    Source(String target, String call) {
      super(target, "<init>(L", call);
    }

    @Override
    void before(Code code, Type[] types) {
      StackArguments arguments = new StackArguments(code, types);
      arguments.take();
      arguments.load(0);
      arguments.load(TLS);
      for (int i = FIRST; i < FIRST + 3; i++) {
        arguments.load(i);
      }
      code.handover("source", "(Ljava/lang/Object;J[B[B[B)[B");
      arguments.store(FIRST);
      arguments.putBack();
    }
  }
}
