package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code java.net.AbstractPlainSocketImpl#doConnect(InetAddress, int, int)}: under every socket up
 * to JDK 12. The native method below it stores the address it connected to where the application
 * can see it, so the junction puts back the one that was asked for.
 */
final class PlainSocketConnect extends Hook {
  private static final int THIS = 0;
  private static final int REMOTE = 1;
  private static final int PORT = 2;

  PlainSocketConnect() {
    super("java/net/AbstractPlainSocketImpl");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return !isStatic(access)
        && name.equals("doConnect")
        && descriptor.equals("(Ljava/net/InetAddress;II)V");
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    NetConnect.route(code, REMOTE, PORT);
  }

  @Override
  void atReturn(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, REMOTE);
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    code.visitFieldInsn(Opcodes.GETFIELD, target(), "fd", "Ljava/io/FileDescriptor;");
    code.visitVarInsn(Opcodes.ALOAD, THIS);
    callJunction(
        code,
        "connectedPlain",
        "(Ljava/net/InetAddress;Ljava/io/FileDescriptor;Ljava/lang/Object;)V");
  }
}
