package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code jdk.internal.net.http.HttpRequestImpl#retrieveProxy}: where java.net.http asks which proxy
 * a request goes to. It takes the selector and the URI last, after the request from JDK 21 on.
 */
final class HttpClientProxy extends Hook {
  private static final String LAST = "Ljava/net/ProxySelector;Ljava/net/URI;)Ljava/net/Proxy;";

  HttpClientProxy() {
    super("jdk/internal/net/http/HttpRequestImpl");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return isStatic(access)
        && name.equals("retrieveProxy")
        && (descriptor.equals("(" + LAST)
            || descriptor.equals("(Ljava/net/http/HttpRequest;" + LAST));
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    int selector = descriptor.startsWith("(" + LAST) ? 0 : 1;
    code.visitVarInsn(Opcodes.ALOAD, selector);
    code.visitVarInsn(Opcodes.ALOAD, selector + 1);
    callJunction(
        code, "selector", "(Ljava/net/ProxySelector;Ljava/net/URI;)Ljava/net/ProxySelector;");
    code.visitVarInsn(Opcodes.ASTORE, selector);
  }
}
