package io.imdsguard.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.concurrent.Callable;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** The JDK's code is told by who has loaded it, whatever it says of itself. */
class JdkCodeTest {

  @Test
  void aClassOfTheBootLoaderIsTheJdks() {
    assertThat(JdkCode.owns(String.class)).isTrue();
  }

  @Test
  void aModuleOfTheJdkInTheApplicationsLoaderIsTheJdks() throws Exception {
    assertThat(JdkCode.owns(Class.forName("com.sun.tools.attach.VirtualMachine"))).isTrue();
  }

  @Test
  void aProxyClassSaysNothingOfWhoAsked() {
    Callable<?> proxy =
        (Callable<?>)
            Proxy.newProxyInstance(
                JdkCodeTest.class.getClassLoader(),
                new Class<?>[] {Callable.class},
                (self, method, arguments) -> null);

    assertThat(JdkCode.owns(proxy.getClass())).isTrue();
  }

  @Test
  void aClassWithTheJdksCodeSourceInAnotherLoaderIsNotTheJdks() throws Exception {
    assertThat(JdkCode.owns(new Imitating().define("com.acme.Imitation"))).isFalse();
  }

  @Test
  void aClassCalledLikeReflectionsInAnotherLoaderIsNotTheJdks() throws Exception {
    assertThat(JdkCode.owns(new Imitating().define("jdk.internal.reflect.Imitation"))).isFalse();
  }

  /** Says of its classes that they come from the runtime image. */
  private static final class Imitating extends SecureClassLoader {
    Class<?> define(String name) throws Exception {
      ClassWriter writer = new ClassWriter(0);
      String internal = name.replace('.', '/');
      writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, internal, null, "java/lang/Object", null);
      byte[] bytes = writer.toByteArray();
      CodeSource source =
          new CodeSource(URI.create("jrt:/java.base").toURL(), (Certificate[]) null);
      return defineClass(name, bytes, 0, bytes.length, new ProtectionDomain(source, null));
    }
  }
}
