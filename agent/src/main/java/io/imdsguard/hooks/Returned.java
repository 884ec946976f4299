package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/** What is known of one object of a client's holds for what a method makes of it. Immutable. */
final class Returned extends LibraryHook {
  private final Value parent;

  /**
   * Creates a hook.
   *
   * @param parent an argument that the method has not changed by then
   */
  Returned(String target, String method, Value parent) {
    super(target, method);
    this.parent = parent;
  }

  @Override
  void atReturn(Code code) {
    code.out().visitInsn(Opcodes.DUP);
    parent.write(code);
    code.junction("inherited", "(Ljava/lang/Object;Ljava/lang/Object;)V");
  }
}
