package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code sun.net.www.http.HttpClient#New(URL, Proxy, int, boolean, HttpURLConnection)}: where every
 * proxy that an {@code HttpURLConnection} may use comes by, whether from a property, a {@code
 * ProxySelector} or {@code openConnection(Proxy)}.
 */
final class UrlConnectionProxy extends Hook {
  private static final int URL = 0;
  private static final int PROXY = 1;

  UrlConnectionProxy() {
    super("sun/net/www/http/HttpClient");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return isStatic(access)
        && name.equals("New")
        && descriptor.startsWith("(Ljava/net/URL;Ljava/net/Proxy;IZ");
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    code.visitVarInsn(Opcodes.ALOAD, URL);
    code.visitVarInsn(Opcodes.ALOAD, PROXY);
    callJunction(code, "proxy", "(Ljava/net/URL;Ljava/net/Proxy;)Ljava/net/Proxy;");
    code.visitVarInsn(Opcodes.ASTORE, PROXY);
  }
}
