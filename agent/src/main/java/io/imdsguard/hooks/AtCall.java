package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Where one method calls another, something is written before or after the call. Immutable. */
abstract class AtCall extends LibraryHook {
  private final String call;

  /**
   * Creates a hook.
   *
   * @param call the called method's name
   */
  AtCall(String target, String method, String call) {
    super(target, method);
    this.call = call;
  }

  /** Writes what comes before the call; its arguments are on the stack, and stay there. */
  void before(Code code) {}

  /** Writes what comes after the call; its result is on the stack. */
  void after(Code code) {}

  @Override
  final MethodVisitor around(Site site, MethodVisitor next) {
    return new Calls(new Code(next, site), next);
  }

  private final class Calls extends MethodVisitor {
    private final Code code;

    Calls(Code code, MethodVisitor next) {
      super(Opcodes.ASM9, next);
      this.code = code;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      boolean here = name.equals(call);
      if (here) {
        before(code);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (here) {
        after(code);
      }
    }
  }
}
