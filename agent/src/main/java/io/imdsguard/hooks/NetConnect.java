package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code sun.nio.ch.Net#connect(ProtocolFamily, FileDescriptor, InetAddress, int)}: under every
 * channel, and from JDK 13 on under every socket. Its callers keep the address they were asked for,
 * so the application sees that one.
 */
final class NetConnect extends Hook {
  static final String TARGET = "sun/nio/ch/Net";
  private static final String CONNECT =
      "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)I";
  private static final int FD = 1;
  private static final int REMOTE = 2;
  private static final int PORT = 3;

  private NetConnect() {
    super(TARGET);
  }

  static Hook hook() {
    return new NetConnect();
  }

  @Override
  boolean matches(Site site) {
    return site.isStatic() && site.signature().equals("connect" + CONNECT);
  }

  @Override
  void atStart(Code code) {
    route(code, REMOTE, PORT);
  }

  @Override
  void atReturn(Code code) {
    code.load(REMOTE);
    code.load(FD);
    code.junction("connected", "(Ljava/net/InetAddress;Ljava/io/FileDescriptor;)V");
  }

  /** Writes {@code remote = route(remote, port); port = port(remote, port);}. */
  static void route(Code code, int remote, int port) {
    code.load(remote);
    code.out().visitVarInsn(Opcodes.ILOAD, port);
    code.junction("route", "(Ljava/net/InetAddress;I)Ljava/net/InetAddress;");
    code.out().visitVarInsn(Opcodes.ASTORE, remote);
    code.load(remote);
    code.out().visitVarInsn(Opcodes.ILOAD, port);
    code.junction("port", "(Ljava/net/InetAddress;I)I");
    code.out().visitVarInsn(Opcodes.ISTORE, port);
  }
}
