package io.imdsguard.caller;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/** Empty classes of any name, in a loader of an application's kind. */
final class NamedClasses extends ClassLoader {
  private static final NamedClasses LOADER = new NamedClasses();
  private final Map<String, Class<?>> defined = new ConcurrentHashMap<>();

  private NamedClasses() {
    super(NamedClasses.class.getClassLoader());
  }

  /** A loader that has loaded none of the frames, as the agent's own has not. */
  static ClassLoader otherLoader() {
    return new NamedClasses();
  }

  static Class<?> define(String name) {
    return LOADER.defined.computeIfAbsent(name, LOADER::make);
  }

  /** The JDK's class of this name, or null if it is not the JDK's. */
  static Class<?> ofJdk(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private Class<?> make(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
    byte[] bytes = writer.toByteArray();
    return defineClass(name, bytes, 0, bytes.length);
  }
}
