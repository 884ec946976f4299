package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The proxy settings of Vert.x 3 to 5, HTTP's; a SOCKS proxy is a handler of Netty's, which takes
 * itself out.
 */
final class VertxProxies {
  /** 3.5 and 3.6. */
  static final Hook V3_5 =
      field("createRequest(" + Vertx.METHOD + "Ljava/lang/String;Ljava/lang/String;I", 3);

  /** 3.7 to 3.9. */
  static final Hook V3_7 =
      field(
          "createRequest("
              + Vertx.METHOD
              + ("L" + Vertx.ADDRESS + ";Ljava/lang/String;Ljava/lang/String;I"),
          4);

  private VertxProxies() {}

  /** 4 and 5. */
  static Hook[] hooks() {
    return new Hook[] {
      new WhereThere(
          new OneOf(
              // 4.0
              field("request(" + Vertx.METHOD + "L" + Vertx.ADDRESS + ";Ljava/lang/String;I", 3),
              // 4.1 and 4.2
              new Filter(),
              // 4.3 and 4.4
              resolved(Vertx.CLIENT))),
      resolved(Vertx.HTTP + "HttpClientBase"),
    };
  }

  private static Hook field(String method, int host) {
    return new NoProxyField(
        Vertx.CLIENT,
        method,
        "proxyType",
        Vertx.ROOM + "net/ProxyType",
        Value.argument(host),
        Value.number(host + 1));
  }

  private static Hook resolved(String target) {
    String arguments = "(L" + Vertx.ROOM + "net/ProxyOptions;L" + Vertx.ADDRESS + ";)";
    return new NoProxy(
        target,
        "resolveProxyOptions" + arguments + " computeProxyOptions" + arguments,
        -1,
        Vertx.ROOM + "net/ProxyOptions",
        Value.argument(2).ask(Vertx.ADDRESS, "host", "()Ljava/lang/String;"),
        Value.argument(2).ask(Vertx.ADDRESS, "port", "()I"));
  }

  /** A filter is asked whether an address is to be reached through the proxy. */
  private static final class Filter extends LibraryHook {
    Filter() {
      super(Vertx.CLIENT, "doRequest(L" + Vertx.ROOM + "http/RequestOptions; webSocket(");
    }

    @Override
    MethodVisitor around(Site site, MethodVisitor next) {
      return new Question(new Code(next, site));
    }

    private static final class Question extends MethodVisitor {
      private final Code code;

      Question(Code code) {
        super(Opcodes.ASM9, code.out());
        this.code = code;
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean onInterface) {
        if (!owner.equals("java/util/function/Predicate") || !name.equals("test")) {
          super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
          return;
        }
        // The address, then whether it is to be proxied: and then its host and port.
        mv.visitInsn(Opcodes.DUP_X1);
        super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
        mv.visitInsn(Opcodes.SWAP);
        mv.visitInsn(Opcodes.DUP);
        code.call(Vertx.ADDRESS, "host", "()Ljava/lang/String;", true);
        mv.visitInsn(Opcodes.SWAP);
        code.call(Vertx.ADDRESS, "port", "()I", true);
        code.junction("proxied", "(ZLjava/lang/String;I)Z");
      }
    }
  }
}
