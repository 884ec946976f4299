package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * How a hook comes by an object of a client's: an argument of the method, and then a field or a
 * method of that, and so on. Immutable.
 */
final class Value implements Code.Part {
  private static final int LAST = -1;

  private final Value from;
  private final int slot;
  private final String owner;
  private final String member;
  private final String descriptor;
  private final boolean onInterface;

  private Value(
      Value from, int slot, String owner, String member, String descriptor, boolean onInterface) {
    this.from = from;
    this.slot = slot;
    this.owner = owner;
    this.member = member;
    this.descriptor = descriptor;
    this.onInterface = onInterface;
  }

  /** {@code this}. */
  static Value self() {
    return argument(0);
  }

  /**
   * What is in this slot of the method's locals: {@code this} is in 0, long and double take two.
   */
  static Value argument(int slot) {
    return new Value(null, slot, null, null, null, false);
  }

  /** The int in this slot. */
  static Value number(int slot) {
    return new Value(null, slot, null, "int", null, false);
  }

  /** The last argument, wherever the method has it. */
  static Value last() {
    return new Value(null, LAST, null, null, null, false);
  }

  Value get(String declaring, String field, String type) {
    return new Value(this, 0, declaring, field, type, false);
  }

  Value call(String declaring, String method, String signature) {
    return new Value(this, 0, declaring, method, signature, false);
  }

  /** A call of an interface's method. */
  Value ask(String declaring, String method, String signature) {
    return new Value(this, 0, declaring, method, signature, true);
  }

  /** This and then a number: a method that takes one can be called of it. */
  Value with(int argument) {
    return new Value(this, argument, null, null, null, false);
  }

  Value as(String type) {
    return new Value(this, 0, type, null, null, false);
  }

  @Override
  public void write(Code code) {
    if (from == null) {
      int at = slot == LAST ? code.site().lastArgument() : slot;
      code.out().visitVarInsn(member == null ? Opcodes.ALOAD : Opcodes.ILOAD, at);
      return;
    }
    from.write(code);
    if (owner == null) {
      code.out().visitIntInsn(Opcodes.SIPUSH, slot);
    } else if (member == null) {
      code.cast(owner);
    } else if (descriptor.startsWith("(")) {
      code.call(owner, member, descriptor, onInterface);
    } else {
      code.get(owner, member, descriptor);
    }
  }
}
