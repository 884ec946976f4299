package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code java.net.AbstractPlainSocketImpl#doConnect(InetAddress, int, int)}: under every socket up
 * to JDK 12. The native method below it stores the address it connected to where the application
 * can see it, so the junction puts back the one that was asked for.
 */
final class PlainSocketConnect extends Hook {
  static final String TARGET = "java/net/AbstractPlainSocketImpl";
  private static final int THIS = 0;
  private static final int REMOTE = 1;
  private static final int PORT = 2;

  private PlainSocketConnect() {
    super(TARGET);
  }

  static Hook hook() {
    return new PlainSocketConnect();
  }

  @Override
  boolean matches(Site site) {
    return !site.isStatic() && site.signature().equals("doConnect(Ljava/net/InetAddress;II)V");
  }

  @Override
  void atStart(Code code) {
    NetConnect.route(code, REMOTE, PORT);
  }

  @Override
  void atReturn(Code code) {
    code.load(REMOTE);
    code.load(THIS);
    code.out().visitFieldInsn(Opcodes.GETFIELD, target(), "fd", "Ljava/io/FileDescriptor;");
    code.load(THIS);
    code.junction(
        "connectedPlain", "(Ljava/net/InetAddress;Ljava/io/FileDescriptor;Ljava/lang/Object;)V");
  }
}
