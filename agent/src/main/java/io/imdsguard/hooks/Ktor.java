package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Ktor's client 2 and 3, and of its engines CIO: builders are copied on the way to a request, which
 * has a connection of its own. A coroutine's method is called again whenever it goes on, and then
 * its continuation alone is what it was. With CIO's {@code pipelining} metadata's requests go
 * without: they would share connections that the gate closes after one of them. Requests whose host
 * comes from a plug-in are nobody's.
 */
final class Ktor {
  private static final String CLIENT = "io/ktor/client/";
  private static final String ENDPOINT = CLIENT + "engine/cio/Endpoint";
  private static final String BUILDER = CLIENT + "request/HttpRequestBuilder";
  private static final String DEDICATED = "makeDedicatedRequest";
  private static final String URL = "io/ktor/http/Url";
  private static final String SOCKETS = "io/ktor/network/sockets/";

  private Ktor() {}

  static Hook[] hooks() {
    String urlBuilder = "io/ktor/http/URLBuilder";
    Value url = Value.argument(1).call(BUILDER, "getUrl", "()L" + urlBuilder + ";");
    return new Hook[] {
      new Submitted(
          CLIENT + "HttpClient",
          "execute$ktor_client_core(L" + BUILDER + ";",
          Value.argument(1),
          url.call(urlBuilder, "getHost", "()Ljava/lang/String;"),
          url.call(urlBuilder, "getPort", "()I")),
      new Inherited(BUILDER, "takeFrom(L" + BUILDER + ";", Value.self(), Value.argument(1)),
      new Returned(BUILDER, "build()", Value.self()),
      new Inherited(ENDPOINT, DEDICATED + "(", Value.last(), Value.argument(1)),
      new Inherited(ENDPOINT + "$" + DEDICATED + "$1", "<init>(", Value.self(), Value.argument(2)),
      new Within(ENDPOINT, DEDICATED + "(", Value.last()),
      bound(),
      new Dedicated(),
      new Direct(),
      new Global("Proxy_jvmKt"),
    };
  }

  /** Where a request takes the connection that it has been given. */
  private static Hook bound() {
    return new Bound(
        SOCKETS + "Connection",
        "getInput()",
        null,
        Value.self()
            .call(SOCKETS + "Connection", "getSocket", "()L" + SOCKETS + "Socket;")
            .ask(SOCKETS + "ABoundSocket", "getLocalAddress", "()L" + SOCKETS + "SocketAddress;")
            .as(SOCKETS + "InetSocketAddress")
            .call(
                SOCKETS + "InetSocketAddress",
                "getAddress$ktor_network",
                "()Ljava/net/InetSocketAddress;"));
  }

  /** Whether a request can't share a connection. */
  private static final class Dedicated extends LibraryHook {
    private static final String DATA = CLIENT + "request/HttpRequestData";
    private static final Value TARGET = Value.argument(0).call(DATA, "getUrl", "()L" + URL + ";");

    Dedicated() {
      super(CLIENT + "engine/cio/EngineTasksKt", "requiresDedicatedConnection(L" + DATA + ";");
    }

    @Override
    void atStart(Code code) {
      Label onward = new Label();
      TARGET.call(URL, "getHost", "()Ljava/lang/String;").write(code);
      TARGET.call(URL, "getPort", "()I").write(code);
      code.junction("isMetadata", "(Ljava/lang/String;I)Z");
      code.out().visitJumpInsn(Opcodes.IFEQ, onward);
      code.out().visitInsn(Opcodes.ICONST_1);
      code.out().visitInsn(Opcodes.IRETURN);
      code.out().visitLabel(onward);
      code.startFrame();
    }
  }

  /** The engine's own proxy; null means none. */
  private static final class Direct extends AtCall {
    Direct() {
      super(CLIENT + "engine/cio/CIOEngine", "selectEndpoint(", "getProtocol");
    }

    /** A URL that says another host than it means has been put right by now. */
    @Override
    void before(Code code, Type[] arguments) {
      code.out().visitInsn(Opcodes.DUP);
      code.load(2);
      code.out().visitInsn(Opcodes.SWAP);
      direct(code);
      code.out().visitVarInsn(Opcodes.ASTORE, 2);
    }
  }

  /** What the JVM's settings say where the engine has none. */
  private static final class Global extends LibraryHook {
    Global(String file) {
      super(CLIENT + "engine/cio/" + file, "lookupGlobalProxy(");
    }

    @Override
    void atReturn(Code code) {
      code.load(0);
      direct(code);
    }
  }

  /** Makes a proxy and a URL on the stack that proxy, or null. */
  private static void direct(Code code) {
    code.out().visitInsn(Opcodes.DUP);
    code.call(URL, "getHost", "()Ljava/lang/String;", false);
    code.out().visitInsn(Opcodes.SWAP);
    code.call(URL, "getPort", "()I", false);
    code.junction("proxy", "(Ljava/lang/Object;Ljava/lang/String;I)Ljava/lang/Object;");
    code.cast("java/net/Proxy");
  }
}
