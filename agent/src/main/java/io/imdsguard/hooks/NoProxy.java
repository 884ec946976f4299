package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * A client's proxy setting comes by here as an argument or a result: there is none for metadata.
 */
final class NoProxy extends LibraryHook {
  private final int slot;
  private final String type;
  private final Value host;
  private final Value port;

  /**
   * Creates a hook.
   *
   * @param slot the argument, or -1 for the method's result
   * @param type the internal name of its type
   * @param port the target's port, or {@code null} if it can't be told: then any port is HTTP's
   */
  NoProxy(String target, String method, int slot, String type, Value host, Value port) {
    super(target, method);
    this.slot = slot;
    this.type = type;
    this.host = host;
    this.port = port;
  }

  @Override
  void atStart(Code code) {
    if (slot >= 0) {
      code.load(slot);
      decide(code);
      code.out().visitVarInsn(Opcodes.ASTORE, slot);
    }
  }

  @Override
  void atReturn(Code code) {
    if (slot < 0) {
      decide(code);
    }
  }

  private void decide(Code code) {
    host.write(code);
    if (port == null) {
      code.out().visitInsn(Opcodes.ICONST_M1);
    } else {
      port.write(code);
    }
    if (type.equals("java/net/Proxy")) {
      code.junction("proxy", "(Ljava/net/Proxy;Ljava/lang/String;I)Ljava/net/Proxy;");
    } else if (type.startsWith("[")) {
      code.junction("proxies", "([Ljava/lang/Object;Ljava/lang/String;I)[Ljava/lang/Object;");
      code.cast(type);
    } else {
      code.junction("proxy", "(Ljava/lang/Object;Ljava/lang/String;I)Ljava/lang/Object;");
      code.cast(type);
    }
  }
}
