package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * One method that is rewritten: which one, and what is put at its start and before its returns.
 *
 * <p>What is put in is straight-line code: no new stack map frames but one that repeats the
 * method's first. Stateless.
 */
abstract class Hook {
  /** {@link io.imdsguard.boot.Junction} by the name it has at run time. */
  static final String JUNCTION = "java/net/ImdsGuardJunction";

  private final String target;

  /**
   * Creates a hook.
   *
   * @param target the internal name of the class, such as {@code sun/nio/ch/Net}
   */
  Hook(String target) {
    this.target = target;
  }

  final String target() {
    return target;
  }

  /** Whether this is the method; exactly one of the class has to be. */
  abstract boolean matches(int access, String name, String descriptor);

  /** Writes what comes first. */
  void atStart(MethodVisitor code, String superName, String descriptor) {}

  /** Writes what comes before each return; a value to be returned is on the stack. */
  void atReturn(MethodVisitor code) {}

  static boolean isStatic(int access) {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  static void callJunction(MethodVisitor code, String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, JUNCTION, method, descriptor, false);
  }
}
