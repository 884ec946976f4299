package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code jdk.internal.net.http.PlainHttpConnection#connectAsync(Exchange)}: on the thread that goes
 * on to {@code Net.connect}, with the exchange whose {@code multi} was built at submission.
 */
final class HttpClientConnect extends Hook {
  private static final String ROOM = "jdk/internal/net/http/";
  private static final int THIS = 0;
  private static final int EXCHANGE = 1;

  HttpClientConnect() {
    super(ROOM + "PlainHttpConnection");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return !isStatic(access)
        && name.equals("connectAsync")
        && descriptor.startsWith("(L" + ROOM + "Exchange;)");
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    code.visitFieldInsn(
        Opcodes.GETFIELD, ROOM + "HttpConnection", "address", "Ljava/net/InetSocketAddress;");
    code.visitVarInsn(Opcodes.ALOAD, EXCHANGE);
    code.visitFieldInsn(
        Opcodes.GETFIELD, ROOM + "Exchange", "multi", "L" + ROOM + "MultiExchange;");
    callJunction(code, "connecting", "(Ljava/net/InetSocketAddress;Ljava/lang/Object;)V");
  }
}
