package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The arguments of a call that is about to be made, taken from the stack and put back. */
final class StackArguments {
  /** Above whatever a method has in its locals. */
  private static final int BASE = 1_000;

  /** A local beside the arguments. */
  static final int SPARE = BASE - 1;

  private final Code code;
  private final Type[] types;
  private final int[] slots;

  StackArguments(Code code, Type[] types) {
    this.code = code;
    this.types = types;
    this.slots = new int[types.length];
    int slot = BASE;
    for (int i = 0; i < types.length; i++) {
      slots[i] = slot;
      slot += types[i].getSize();
    }
  }

  void take() {
    for (int i = types.length - 1; i >= 0; i--) {
      store(i);
    }
  }

  void putBack() {
    for (int i = 0; i < types.length; i++) {
      load(i);
    }
  }

  void load(int argument) {
    code.out().visitVarInsn(types[argument].getOpcode(Opcodes.ILOAD), slots[argument]);
  }

  void store(int argument) {
    code.out().visitVarInsn(types[argument].getOpcode(Opcodes.ISTORE), slots[argument]);
  }

  boolean isInt(int argument) {
    return types[argument].getSort() == Type.INT;
  }

  /** The first argument of this type from {@code from} on, or -1. */
  int next(int from, String descriptor) {
    for (int i = from; i < types.length; i++) {
      if (types[i].getDescriptor().equals(descriptor)) {
        return i;
      }
    }
    return -1;
  }

  /** The first argument whose descriptor ends like this, relocated or not, or -2. */
  int ending(String descriptor) {
    for (int i = 0; i < types.length; i++) {
      if (types[i].getDescriptor().endsWith(descriptor)) {
        return i;
      }
    }
    return -2;
  }

  /**
   * Returns if the argument is there and has this type.
   *
   * @throws IllegalStateException otherwise: the hook does not know this version
   */
  void require(int argument, String descriptor) {
    if (argument < 0
        || argument >= types.length
        || !types[argument].getDescriptor().equals(descriptor)) {
      throw new IllegalStateException("not the arguments of a known version");
    }
  }
}
