package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Puts a hook's code around a method's own. */
final class HookedMethod extends MethodVisitor {
  private final Hook hook;
  private final String superName;
  private final String descriptor;

  HookedMethod(Hook hook, String superName, String descriptor, MethodVisitor next) {
    super(Opcodes.ASM9, next);
    this.hook = hook;
    this.superName = superName;
    this.descriptor = descriptor;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    hook.atStart(mv, superName, descriptor);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      hook.atReturn(mv);
    }
    super.visitInsn(opcode);
  }
}
