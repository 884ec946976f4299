package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Applies the hooks of one class to its class file. */
final class Rewriter extends ClassVisitor {
  /** The newest class file version that every ASM we could ship reads: Java 21. */
  private static final int READABLE = 65;

  private final Hook[] hooks;
  private final int[] matches;
  private final String prefix;
  private String owner;
  private String superName;

  private Rewriter(Hook[] hooks, String prefix, ClassVisitor next) {
    super(Opcodes.ASM9, next);
    this.hooks = hooks;
    this.matches = new int[hooks.length];
    this.prefix = prefix;
  }

  /**
   * Rewrites a class.
   *
   * @param prefix what has been put before the library's names
   * @throws IllegalStateException if one of the methods is not there exactly once
   */
  static byte[] rewrite(Hook[] hooks, String prefix, byte[] classFile) {
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
    Rewriter rewriter = new Rewriter(hooks, prefix, writer);
    reader.accept(rewriter, ClassReader.EXPAND_FRAMES);
    for (int i = 0; i < hooks.length; i++) {
      if (!hooks[i].fits(rewriter.matches[i])) {
        throw new IllegalStateException(
            hooks[i].target()
                + ": the method to rewrite was found "
                + rewriter.matches[i]
                + " times");
      }
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
    owner = name;
    superName = parent;
    super.visit(version, access, name, signature, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    Site site = new Site(owner, superName, access, name, descriptor, prefix);
    for (int i = 0; i < hooks.length; i++) {
      if (hooks[i].matches(site)) {
        matches[i]++;
        next = hooks[i].around(site, next);
      }
    }
    return next;
  }
}
