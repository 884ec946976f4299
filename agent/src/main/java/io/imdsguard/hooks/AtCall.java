package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

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

  /**
   * Whether each of the methods makes the call, but for constructors that leave it to another:
   * overloads may leave it to one another.
   */
  boolean isNeeded() {
    return true;
  }

  /** Writes what comes before the call; its arguments are on the stack, and stay there. */
  void before(Code code, Type[] arguments) {}

  /** Writes what comes after the call; its result is on the stack. */
  void after(Code code) {}

  @Override
  final MethodVisitor around(Site site, MethodVisitor next) {
    return new Calls(new Code(next, site), next);
  }

  private final class Calls extends MethodVisitor {
    private final Code code;
    private boolean found;
    private boolean delegates;

    Calls(Code code, MethodVisitor next) {
      super(Opcodes.ASM9, next);
      this.code = code;
    }

    @Override
    public void visitEnd() {
      if (!found && !delegates && isNeeded()) {
        throw new IllegalStateException(call + " is not called");
      }
      super.visitEnd();
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      boolean here = name.equals(call);
      found |= here;
      delegates |= name.equals("<init>") && owner.equals(code.site().owner());
      if (here) {
        before(code, Type.getArgumentTypes(descriptor));
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (here) {
        after(code);
      }
    }
  }
}
