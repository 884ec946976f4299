package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code connect(SocketAddress, int)} of {@code java.net.SocksSocketImpl} and {@code
 * HttpConnectSocketImpl}: a socket made with a proxy goes to a metadata service without it, by the
 * superclass's connect.
 */
final class ProxiedSocketConnect extends Hook {
  static final String SOCKS = "java/net/SocksSocketImpl";
  static final String HTTP = "java/net/HttpConnectSocketImpl";
  private static final String CONNECT = "(Ljava/net/SocketAddress;I)V";
  private static final int THIS = 0;
  private static final int REMOTE = 1;
  private static final int TIMEOUT = 2;

  private ProxiedSocketConnect(String target) {
    super(target);
  }

  /** One for {@link #SOCKS} or {@link #HTTP}. */
  static Hook hook(String target) {
    return new ProxiedSocketConnect(target);
  }

  @Override
  boolean matches(Site site) {
    return !site.isStatic() && site.signature().equals("connect" + CONNECT);
  }

  @Override
  void atStart(Code code) {
    Label onward = new Label();
    code.load(REMOTE);
    code.junction("direct", "(Ljava/net/SocketAddress;)Z");
    code.out().visitJumpInsn(Opcodes.IFEQ, onward);
    code.load(THIS);
    code.load(REMOTE);
    code.junction("resolved", "(Ljava/net/SocketAddress;)Ljava/net/SocketAddress;");
    code.out().visitVarInsn(Opcodes.ILOAD, TIMEOUT);
    code.out()
        .visitMethodInsn(Opcodes.INVOKESPECIAL, code.site().superName(), "connect", CONNECT, false);
    code.out().visitInsn(Opcodes.RETURN);
    code.out().visitLabel(onward);
    code.startFrame();
  }
}
