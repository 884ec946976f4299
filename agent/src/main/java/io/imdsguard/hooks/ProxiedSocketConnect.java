package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code connect(SocketAddress, int)} of {@code java.net.SocksSocketImpl} and {@code
 * HttpConnectSocketImpl}: a socket made with a proxy goes to a metadata service without it, by the
 * superclass's connect.
 */
final class ProxiedSocketConnect extends Hook {
  private static final String CONNECT = "(Ljava/net/SocketAddress;I)V";
  private static final int THIS = 0;
  private static final int REMOTE = 1;
  private static final int TIMEOUT = 2;

  ProxiedSocketConnect(String target) {
    super(target);
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return !isStatic(access) && name.equals("connect") && descriptor.equals(CONNECT);
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    Label onward = new Label();
    code.visitVarInsn(Opcodes.ALOAD, REMOTE);
    callJunction(code, "direct", "(Ljava/net/SocketAddress;)Z");
    code.visitJumpInsn(Opcodes.IFEQ, onward);
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    code.visitVarInsn(Opcodes.ALOAD, REMOTE);
    callJunction(code, "resolved", "(Ljava/net/SocketAddress;)Ljava/net/SocketAddress;");
    code.visitVarInsn(Opcodes.ILOAD, TIMEOUT);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "connect", CONNECT, false);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(onward);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    // A frame of the method's own must not come at the same offset.
    code.visitInsn(Opcodes.NOP);
  }
}
