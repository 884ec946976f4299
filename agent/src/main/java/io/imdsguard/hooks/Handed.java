package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A method hands a function to another, which carries on with the method's own argument later: what
 * is known of that argument holds for the function. Immutable.
 */
final class Handed extends LibraryHook {
  private final String[] to;
  private final Value parent;

  /**
   * Creates a hook.
   *
   * @param to owner, name and descriptor of the method that is given the object, as its last
   *     argument: {@code io/vertx/core/Future.map(Ljava/util/function/Function;)}; alternatives, of
   *     which each version has one, are separated by spaces
   * @param parent an argument that the method has not changed by then
   */
  Handed(String target, String method, String to, Value parent) {
    super(target, method);
    this.to = to.split(" ");
    this.parent = parent;
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    return new Calls(new Code(next, site));
  }

  private final class Calls extends MethodVisitor {
    private final Code code;
    private boolean found;

    Calls(Code code) {
      super(Opcodes.ASM9, code.out());
      this.code = code;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean onInterface) {
      String method = code.site().published(owner, name, descriptor);
      for (String one : to) {
        if (method.startsWith(one)) {
          found = true;
          mv.visitInsn(Opcodes.DUP);
          parent.write(code);
          code.junction("inherited", "(Ljava/lang/Object;Ljava/lang/Object;)V");
        }
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
    }

    @Override
    public void visitEnd() {
      if (!found) {
        throw new IllegalStateException(target() + ": nothing is handed to " + to[0]);
      }
      super.visitEnd();
    }
  }
}
