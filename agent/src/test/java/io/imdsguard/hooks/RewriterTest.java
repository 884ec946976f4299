package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewriterTest {
  private static final ClassLoader LOADER = RewriterTest.class.getClassLoader();
  private static final String CHANNEL = "io/netty/channel/AbstractChannel";
  private static final String HEAD = "io/netty/channel/DefaultChannelPipeline$HeadContext";

  /** A class with one method that returns null or nothing. */
  private static byte[] type(String name, String method, String descriptor) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
    code.visitCode();
    if (descriptor.endsWith("V")) {
      code.visitInsn(Opcodes.RETURN);
    } else {
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitInsn(Opcodes.ARETURN);
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  /** The methods that a class file calls, as owner.name and descriptor. */
  private static List<String> calls(byte[] classFile) {
    List<String> calls = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean face) {
                    calls.add(owner + "." + called + type);
                  }
                };
              }
            },
            0);
    return calls;
  }

  @Test
  void aLibrarysMethodAsksTheJunction() {
    byte[] classFile = type(CHANNEL, "remoteAddress", "()Ljava/net/SocketAddress;");

    assertThat(calls(Hooks.rewriteLibrary(LOADER, CHANNEL, CHANNEL, classFile)))
        .containsExactly(
            "java/net/ImdsGuardHandover.channelShown"
                + "(Ljava/net/SocketAddress;Ljava/lang/Object;)Ljava/net/SocketAddress;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"io/grpc/netty/shaded/", "io/trino/jdbc/$internal/", "a\\b/L/"})
  void aRelocatedCopyIsRewrittenWithItsOwnNames(String prefix) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, prefix + HEAD, null, "java/lang/Object", null);
    String context = "L" + prefix + "io/netty/channel/ChannelHandlerContext;";
    String address = "Ljava/net/SocketAddress;";
    for (String method :
        List.of(
            "connect("
                + context
                + address
                + address
                + "L"
                + prefix
                + "io/netty/channel/ChannelPromise;)V",
            "channelActive(" + context + ")V")) {
      int at = method.indexOf('(');
      MethodVisitor code =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC, method.substring(0, at), method.substring(at), null, null);
      code.visitCode();
      code.visitInsn(Opcodes.RETURN);
      code.visitMaxs(0, 5);
      code.visitEnd();
    }

    assertThat(calls(Hooks.rewriteLibrary(LOADER, HEAD, prefix + HEAD, writer.toByteArray())))
        .contains(
            prefix
                + "io/netty/channel/ChannelHandlerContext.channel()L"
                + prefix
                + "io/netty/channel/Channel;")
        .noneMatch(call -> call.startsWith("io/netty/"));
  }

  @Test
  void aVersionWithoutTheMethodIsSaidToBeUnknown() {
    byte[] classFile = type(CHANNEL, "farAddress", "()Ljava/net/SocketAddress;");

    assertThatThrownBy(() -> Hooks.rewriteLibrary(LOADER, CHANNEL, CHANNEL, classFile))
        .hasMessageContaining(CHANNEL)
        .hasMessageContaining("0 times");
  }

  @Test
  void aClassThatCallsTheJunctionByItselfGetsNoHooks() {
    byte[] classFile =
        type(CHANNEL, "remoteAddress", "(Ljava/net/ImdsGuardJunction;)Ljava/net/SocketAddress;");

    assertThatThrownBy(() -> Hooks.rewriteLibrary(LOADER, CHANNEL, CHANNEL, classFile))
        .hasMessageContaining("what only hooks call");
  }
}
