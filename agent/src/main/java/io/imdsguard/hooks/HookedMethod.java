package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Puts a hook's code around a method's own. */
final class HookedMethod extends MethodVisitor {
  private final Hook hook;
  private final Code code;
  private final Label start = new Label();

  HookedMethod(Hook hook, Site site, MethodVisitor next) {
    super(Opcodes.ASM9, next);
    this.hook = hook;
    this.code = new Code(next, site);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    hook.atStart(code);
    if (hook.isAround()) {
      mv.visitLabel(start);
      hook.inside(code);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      hook.atReturn(code);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (hook.isAround()) {
      // Last in the table, so that the method's own handlers come first.
      Label handler = new Label();
      mv.visitTryCatchBlock(start, handler, handler, null);
      mv.visitLabel(handler);
      code.handlerFrame();
      hook.atThrow(code);
      mv.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }
}
