package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A method reads its client's proxy setting from a field: there is none for metadata. */
final class NoProxyField extends LibraryHook {
  private final String field;
  private final String type;
  private final Value host;
  private final Value port;

  /**
   * Creates a hook.
   *
   * @param field the field's name, of whichever class
   * @param type the internal name of its type; a null of it must mean no proxy
   * @param host the target's, an argument that the method has not changed by then
   * @param port as above
   */
  NoProxyField(String target, String method, String field, String type, Value host, Value port) {
    super(target, method);
    this.field = field;
    this.type = type;
    this.host = host;
    this.port = port;
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    return new Reads(new Code(next, site));
  }

  private final class Reads extends MethodVisitor {
    private final Code code;
    private boolean found;

    Reads(Code code) {
      super(Opcodes.ASM9, code.out());
      this.code = code;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      super.visitFieldInsn(opcode, owner, name, descriptor);
      if (opcode == Opcodes.GETFIELD && name.equals(field)) {
        found = true;
        host.write(code);
        port.write(code);
        code.junction("proxy", "(Ljava/lang/Object;Ljava/lang/String;I)Ljava/lang/Object;");
        code.cast(type);
      }
    }

    @Override
    public void visitEnd() {
      if (!found) {
        throw new IllegalStateException(target() + ": nothing reads the field " + field);
      }
      super.visitEnd();
    }
  }
}
