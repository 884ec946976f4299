package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A constructor hands host, port and proxy to a static native method: those that mean metadata are
 * replaced on their way. Which arguments they are is told by the types, which have kept their order
 * in all versions: the first {@code byte[]} is the host and the next the proxy's host, a port comes
 * after each.
 */
final class NativeCall extends AtCall {
  static final String BYTES = "[B";

  /**
   * Creates a hook.
   *
   * @param call the native method
   */
  NativeCall(String target, String call) {
    super(target, "<init>(L", call);
  }

  @Override
  void before(Code code, Type[] types) {
    StackArguments arguments = new StackArguments(code, types);
    arguments.take();
    int host = arguments.next(0, BYTES);
    int proxy = arguments.next(host + 1, BYTES);
    int last = proxy;
    int texts = 0;
    for (int i = proxy; i > 0; i = arguments.next(i + 1, BYTES)) {
      last = i;
      texts++;
    }
    boolean environment = arguments.isInt(last + 1) && arguments.isInt(last + 3);
    // The last text is what the proxy is not for, after its host, a name and a password; or is not
    // there.
    dial(
        code,
        arguments,
        new int[] {host, proxy, texts > 3 ? last : -1, environment ? last + 3 : -1});
    // The proxy belongs to nobody who could ask it for anything.
    dial(code, arguments, new int[] {proxy, -1, -1, -1});
    arguments.putBack();
  }

  /** Asks about a host with a port after it, proxy, what that is not for, environment. */
  static void dial(Code code, StackArguments arguments, int[] which) {
    if (which[1] < 0) {
      code.out().visitInsn(Opcodes.ACONST_NULL);
    } else {
      arguments.load(0);
    }
    arguments.load(which[0]);
    arguments.load(which[0] + 1);
    loadOr(code, arguments, which[1], Opcodes.ACONST_NULL);
    loadOr(code, arguments, which[2], Opcodes.ACONST_NULL);
    loadOr(code, arguments, which[3], Opcodes.ICONST_0);
    code.handover("dialled", "(Ljava/lang/Object;[BI[B[BI)[Ljava/lang/Object;");
    code.out().visitVarInsn(Opcodes.ASTORE, StackArguments.SPARE);
    replaceText(code, arguments, which[0], 0);
    replaceNumber(code, arguments, which[0] + 1, 1);
    replaceText(code, arguments, which[1], 2);
    replaceNumber(code, arguments, which[3], 3);
  }

  private static void loadOr(Code code, StackArguments arguments, int argument, int without) {
    if (argument < 0) {
      code.out().visitInsn(without);
    } else {
      arguments.load(argument);
    }
  }

  private static void replaceText(Code code, StackArguments arguments, int argument, int by) {
    if (argument >= 0) {
      answer(code, by);
      code.cast(BYTES);
      arguments.store(argument);
    }
  }

  private static void replaceNumber(Code code, StackArguments arguments, int argument, int by) {
    if (argument >= 0) {
      answer(code, by);
      code.cast("java/lang/Integer");
      code.call("java/lang/Integer", "intValue", "()I", false);
      arguments.store(argument);
    }
  }

  private static void answer(Code code, int which) {
    code.load(StackArguments.SPARE);
    code.out().visitInsn(Opcodes.ICONST_0 + which);
    code.out().visitInsn(Opcodes.AALOAD);
  }
}
