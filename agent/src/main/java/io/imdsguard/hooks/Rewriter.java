package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Applies one hook to one class file. */
final class Rewriter extends ClassVisitor {
  /** The newest class file version that every ASM we could ship reads: Java 21. */
  private static final int READABLE = 65;

  private final Hook hook;
  private String superName;
  private int matches;

  private Rewriter(Hook hook, ClassVisitor next) {
    super(Opcodes.ASM9, next);
    this.hook = hook;
  }

  static byte[] rewrite(Hook hook, byte[] classFile) {
    // ASM refuses class files newer than itself for their version alone; JDK classes of a newer JDK
    // are read as what they could have been, and get their own version back.
    int version = ((classFile[6] & 0xff) << 8) | (classFile[7] & 0xff);
    byte[] readable = classFile;
    if (version > READABLE) {
      readable = classFile.clone();
      setVersion(readable, READABLE);
    }
    ClassReader reader = new ClassReader(readable);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Rewriter rewriter = new Rewriter(hook, writer);
    reader.accept(rewriter, 0);
    if (rewriter.matches != 1) {
      throw new IllegalStateException(
          hook.target() + ": the method to rewrite was found " + rewriter.matches + " times");
    }
    byte[] rewritten = writer.toByteArray();
    setVersion(rewritten, version);
    return rewritten;
  }

  private static void setVersion(byte[] classFile, int version) {
    classFile[6] = (byte) (version >> 8);
    classFile[7] = (byte) version;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    superName = parent;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (!hook.matches(access, name, descriptor)) {
      return next;
    }
    matches++;
    return new HookedMethod(hook, superName, descriptor, next);
  }
}
