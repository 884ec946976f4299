package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/** A request is about to be written to a connection, which now is its caller's. */
class Bound extends LibraryHook {
  private final Value request;
  private final Value local;
  private final Value port;

  /**
   * Creates a hook.
   *
   * @param request the request, or {@code null} for the one that the thread works for
   * @param local the connection's own address as a {@code java.net.SocketAddress}
   */
  Bound(String target, String method, Value request, Value local) {
    super(target, method);
    this.request = request;
    this.local = local;
    this.port = null;
  }

  /**
   * Creates a hook.
   *
   * @param local the connection's own address as a {@code java.net.InetAddress}
   */
  Bound(String target, String method, Value request, Value local, Value port) {
    super(target, method);
    this.request = request;
    this.local = local;
    this.port = port;
  }

  @Override
  final void atStart(Code code) {
    code.harmlessly(new Unless());
  }

  /** Writes what has to be done before. */
  void before(Code code) {}

  private final class Unless implements Code.Part {
    @Override
    public void write(Code code) {
      code.whereAwaited(new Note());
    }
  }

  private final class Note implements Code.Part {
    @Override
    public void write(Code code) {
      before(code);
      if (request == null) {
        code.out().visitInsn(Opcodes.ACONST_NULL);
      } else {
        request.write(code);
      }
      local.write(code);
      if (port == null) {
        code.junction("bound", "(Ljava/lang/Object;Ljava/net/SocketAddress;)V");
      } else {
        port.write(code);
        code.junction("bound", "(Ljava/lang/Object;Ljava/net/InetAddress;I)V");
      }
    }
  }
}
