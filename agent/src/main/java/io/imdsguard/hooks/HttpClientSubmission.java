package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code jdk.internal.net.http.MultiExchange#MultiExchange(HttpRequest, …)}: built on the thread
 * that calls {@code send} or {@code sendAsync}, one for a request and all its redirect hops.
 */
final class HttpClientSubmission extends Hook {
  private static final int THIS = 0;
  private static final int REQUEST = 1;

  HttpClientSubmission() {
    super("jdk/internal/net/http/MultiExchange");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return name.equals("<init>") && descriptor.startsWith("(Ljava/net/http/HttpRequest;");
  }

  @Override
  void atReturn(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    code.visitVarInsn(Opcodes.ALOAD, REQUEST);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/net/http/HttpRequest", "uri", "()Ljava/net/URI;", false);
    callJunction(code, "submitted", "(Ljava/lang/Object;Ljava/net/URI;)V");
  }
}
