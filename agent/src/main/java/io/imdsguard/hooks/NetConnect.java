package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code sun.nio.ch.Net#connect(ProtocolFamily, FileDescriptor, InetAddress, int)}: under every
 * channel, and from JDK 13 on under every socket. Its callers keep the address they were asked for,
 * so the application sees that one.
 */
final class NetConnect extends Hook {
  private static final int FD = 1;
  private static final int REMOTE = 2;
  private static final int PORT = 3;

  NetConnect() {
    super("sun/nio/ch/Net");
  }

  @Override
  boolean matches(int access, String name, String descriptor) {
    return isStatic(access)
        && name.equals("connect")
        && descriptor.equals(
            "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I");
  }

  @Override
  void atStart(MethodVisitor code, String superName, String descriptor) {
    route(code, REMOTE, PORT);
  }

  @Override
  void atReturn(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, REMOTE);
    code.visitVarInsn(Opcodes.ALOAD, FD);
    callJunction(code, "connected", "(Ljava/net/InetAddress;Ljava/io/FileDescriptor;)V");
  }

  /** Writes {@code remote = route(remote, port); port = port(remote, port);}. */
  static void route(MethodVisitor code, int remote, int port) {
    code.visitVarInsn(Opcodes.ALOAD, remote);
    code.visitVarInsn(Opcodes.ILOAD, port);
    callJunction(code, "route", "(Ljava/net/InetAddress;I)Ljava/net/InetAddress;");
    code.visitVarInsn(Opcodes.ASTORE, remote);
    code.visitVarInsn(Opcodes.ALOAD, remote);
    code.visitVarInsn(Opcodes.ILOAD, port);
    callJunction(code, "port", "(Ljava/net/InetAddress;I)I");
    code.visitVarInsn(Opcodes.ISTORE, port);
  }
}
