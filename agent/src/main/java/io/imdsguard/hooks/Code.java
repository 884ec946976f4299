package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Writes a hook's instructions into one method. Names of a library's classes are written as that
 * library was published; where it has been relocated, they get the prefix that it has there.
 */
final class Code {
  /** What the internal names of the boot classes begin with at run time. */
  static final String BOOT_CLASSES = "java/net/ImdsGuard";

  /** {@link io.imdsguard.boot.Junction} by the name it has at run time. */
  private static final String JUNCTION = BOOT_CLASSES + "Junction";

  /** {@link io.imdsguard.boot.Handover}, the same. */
  private static final String HANDOVER = BOOT_CLASSES + "Handover";

  private final MethodVisitor out;
  private final Site site;

  Code(MethodVisitor out, Site site) {
    this.out = out;
    this.site = site;
  }

  MethodVisitor out() {
    return out;
  }

  Site site() {
    return site;
  }

  void load(int slot) {
    out.visitVarInsn(Opcodes.ALOAD, slot);
  }

  void junction(String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, JUNCTION, name, descriptor, false);
  }

  void handover(String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, HANDOVER, name, descriptor, false);
  }

  void get(String owner, String field, String type) {
    out.visitFieldInsn(
        Opcodes.GETFIELD, site.relocated(owner), field, site.relocatedDescriptor(type));
  }

  void call(String owner, String name, String descriptor, boolean onInterface) {
    out.visitMethodInsn(
        onInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
        site.relocated(owner),
        name,
        site.relocatedDescriptor(descriptor),
        onInterface);
  }

  void callStatic(String owner, String name, String descriptor) {
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        site.relocated(owner),
        name,
        site.relocatedDescriptor(descriptor),
        false);
  }

  void cast(String type) {
    out.visitTypeInsn(Opcodes.CHECKCAST, site.relocated(type));
  }

  /** Runs {@code part} at the method's start, where whatever it throws is of no consequence. */
  void harmlessly(Part part) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label onward = new Label();
    out.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    out.visitLabel(start);
    part.write(this);
    out.visitLabel(end);
    out.visitJumpInsn(Opcodes.GOTO, onward);
    out.visitLabel(handler);
    handlerFrame();
    out.visitInsn(Opcodes.POP);
    out.visitLabel(onward);
    startFrame();
  }

  /** Runs {@code part} before a {@code return} without a value; what it throws is dropped too. */
  void harmlesslyBeforeReturn(Part part) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    out.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    out.visitLabel(start);
    part.write(this);
    out.visitLabel(end);
    out.visitInsn(Opcodes.RETURN);
    out.visitLabel(handler);
    handlerFrame();
    out.visitInsn(Opcodes.POP);
  }

  /** Runs {@code part} at the method's start, unless nobody waits for metadata. */
  void whereAwaited(Part part) {
    Label onward = new Label();
    junction("awaited", "()Z");
    out.visitJumpInsn(Opcodes.IFEQ, onward);
    part.write(this);
    out.visitLabel(onward);
    startFrame();
  }

  /** The locals are the method's arguments, and a throwable is on the stack. */
  void handlerFrame() {
    Object[] locals = site.arguments();
    out.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
  }

  /** As at the method's start. A frame of the method's own must not come at the same offset. */
  void startFrame() {
    Object[] locals = site.arguments();
    out.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, null);
    out.visitInsn(Opcodes.NOP);
  }

  /** Some instructions. */
  interface Part {
    void write(Code code);
  }
}
