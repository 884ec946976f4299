package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code java.lang.ProcessBuilder#start()} on Java 8, the private {@code start(Redirect[])} later:
 * what {@code Runtime.exec} and {@code startPipeline} end in too.
 *
 * <p>The junction is asked just before {@code ProcessImpl.start}, where the environment is read for
 * it: about the method's own copy of the command, which nobody can change any more, and where
 * ProcessBuilder makes of an {@code IOException} what it makes of a program that can't be run. What
 * it answers is the environment to start with. It is then told of the process.
 */
final class ProcessStart extends Hook {
  static final String TARGET = "java/lang/ProcessBuilder";
  private static final String COMMAND = "[Ljava/lang/String;";
  private static final String ENVIRONMENT = "Ljava/util/Map;";

  private ProcessStart() {
    super(TARGET);
  }

  static Hook hook() {
    return new ProcessStart();
  }

  @Override
  boolean matches(Site site) {
    boolean java8 = System.getProperty("java.specification.version").startsWith("1.");
    String wanted = java8 ? "()" : "([Ljava/lang/ProcessBuilder$Redirect;)";
    return site.signature().equals("start" + wanted + "Ljava/lang/Process;");
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    return new BeforeStart(new Code(next, site), next);
  }

  private static final class BeforeStart extends MethodVisitor {
    private final Code code;
    private boolean copied;
    private int copy = -1;
    private int asked;
    private int told;

    BeforeStart(Code code, MethodVisitor next) {
      super(Opcodes.ASM9, next);
      this.code = code;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (owner.equals(COMMAND) && name.equals("clone")) {
        copied = true;
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
      if (owner.equals("java/lang/ProcessImpl") && name.equals("start")) {
        super.visitInsn(Opcodes.DUP);
        code.junction("started", "(Ljava/lang/Process;)V");
        told++;
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      super.visitFieldInsn(opcode, owner, name, descriptor);
      if (opcode == Opcodes.GETFIELD && name.equals("environment") && copy >= 0) {
        code.load(copy);
        code.junction("starting", "(" + ENVIRONMENT + COMMAND + ")" + ENVIRONMENT);
        asked++;
      }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      if (opcode == Opcodes.ASTORE && copied) {
        copied = false;
        copy = variable;
      }
      super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitEnd() {
      if (asked != 1 || told != 1) {
        throw new IllegalStateException(
            "the start of a process was found " + asked + " and " + told + " times");
      }
      super.visitEnd();
    }
  }
}
