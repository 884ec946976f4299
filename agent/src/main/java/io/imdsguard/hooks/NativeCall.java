package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A constructor hands host, port and proxy to a static native method: those that mean metadata are
 * replaced on their way. Which arguments they are is told by the types, which have kept their order
 * in all versions: the first {@code byte[]} is the host and the next the proxy's host, a port comes
 * after each. Over TLS there is nothing to replace, because no metadata service speaks it.
 */
final class NativeCall extends LibraryHook {
  /** Above whatever the constructor has in its locals. */
  private static final int BASE = 1_000;

  private static final int INSTEAD = BASE - 1;
  private static final String BYTES = "[B";

  private final String call;

  /**
   * Creates a hook.
   *
   * @param call the native method
   */
  NativeCall(String target, String call) {
    super(target, "<init>(");
    this.call = call;
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    return new BeforeCall(new Code(next, site), next);
  }

  private final class BeforeCall extends MethodVisitor {
    private final Code code;
    private boolean hooked;

    BeforeCall(Code code, MethodVisitor next) {
      super(Opcodes.ASM9, next);
      this.code = code;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (name.equals(call)) {
        new Arguments(code, Type.getArgumentTypes(descriptor)).replace();
        hooked = true;
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
    }

    @Override
    public void visitEnd() {
      if (!hooked) {
        throw new IllegalStateException(call + " is not called");
      }
      super.visitEnd();
    }
  }

  /** The arguments, which are all on the stack. */
  private static final class Arguments {
    private final Code code;
    private final Type[] types;
    private final int[] slots;

    Arguments(Code code, Type[] types) {
      this.code = code;
      this.types = types;
      this.slots = new int[types.length];
      int slot = BASE;
      for (int i = 0; i < types.length; i++) {
        slots[i] = slot;
        slot += types[i].getSize();
      }
    }

    void replace() {
      for (int i = types.length - 1; i >= 0; i--) {
        code.out().visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), slots[i]);
      }
      int host = after(0, BYTES);
      int proxy = after(host + 1, BYTES);
      int last = proxy;
      int texts = 0;
      for (int i = after(proxy + 1, BYTES); i > 0; i = after(i + 1, BYTES)) {
        last = i;
        texts++;
      }
      boolean environment =
          types[last + 1].getSort() == Type.INT && types[last + 3].getSort() == Type.INT;
      // The last text is what the proxy is not for, after a name and a password, or is not there.
      ask(host, proxy, texts > 2 ? last : -1, environment ? last + 3 : -1);
      ask(proxy, -1, -1, -1);
      for (int i = 0; i < types.length; i++) {
        code.out().visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), slots[i]);
      }
    }

    private int after(int from, String descriptor) {
      for (int i = from; i < types.length; i++) {
        if (types[i].getDescriptor().equals(descriptor)) {
          return i;
        }
      }
      return -1;
    }

    /** The proxy belongs to nobody who could ask it for anything. */
    private void ask(int host, int proxy, int noProxy, int environment) {
      if (proxy < 0) {
        code.out().visitInsn(Opcodes.ACONST_NULL);
      } else {
        code.load(slots[0]);
      }
      code.load(slots[host]);
      code.out().visitVarInsn(Opcodes.ILOAD, slots[host + 1]);
      text(proxy);
      text(noProxy);
      if (environment < 0) {
        code.out().visitInsn(Opcodes.ICONST_0);
      } else {
        code.out().visitVarInsn(Opcodes.ILOAD, slots[environment]);
      }
      code.junction("dialled", "(Ljava/lang/Object;[BI[B[BI)[Ljava/lang/Object;");
      code.out().visitVarInsn(Opcodes.ASTORE, INSTEAD);
      replaceText(host, 0);
      replaceNumber(host + 1, 1);
      if (proxy >= 0) {
        replaceText(proxy, 2);
      }
      if (environment >= 0) {
        replaceNumber(environment, 3);
      }
    }

    private void text(int argument) {
      if (argument < 0) {
        code.out().visitInsn(Opcodes.ACONST_NULL);
      } else {
        code.load(slots[argument]);
      }
    }

    private void replaceText(int argument, int by) {
      answer(by);
      code.cast(BYTES);
      code.out().visitVarInsn(Opcodes.ASTORE, slots[argument]);
    }

    private void replaceNumber(int argument, int by) {
      answer(by);
      code.cast("java/lang/Integer");
      code.call("java/lang/Integer", "intValue", "()I", false);
      code.out().visitVarInsn(Opcodes.ISTORE, slots[argument]);
    }

    private void answer(int which) {
      code.load(INSTEAD);
      code.out().visitInsn(Opcodes.ICONST_0 + which);
      code.out().visitInsn(Opcodes.AALOAD);
    }
  }
}
