package io.imdsguard.hooks;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The method that a hook is written into. Immutable. */
final class Site {
  private final String owner;
  private final String superName;
  private final int access;
  private final String name;
  private final String descriptor;
  private final String prefix;

  /**
   * Creates one.
   *
   * @param prefix what has been put before the names of the library, such as {@code shaded/}; empty
   *     where it has not been relocated
   */
  Site(String owner, String superName, int access, String name, String descriptor, String prefix) {
    this.owner = owner;
    this.superName = superName;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.prefix = prefix;
  }

  String owner() {
    return owner;
  }

  String superName() {
    return superName;
  }

  String descriptor() {
    return descriptor;
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  /** Name and descriptor as the library was published with them. */
  String signature() {
    return name + (prefix.isEmpty() ? descriptor : descriptor.replace("L" + prefix, "L"));
  }

  /** As stack traces name it: {@code okhttp3.RealCall$AsyncCall#execute}. */
  String place() {
    return owner.replace('/', '.') + '#' + name;
  }

  /** A method of the library's as it was published with it: owner, a dot, name and descriptor. */
  String published(String owner, String name, String descriptor) {
    String plain = owner + '.' + name + descriptor;
    return prefix.isEmpty()
        ? plain
        : (plain.startsWith(prefix) ? plain.substring(prefix.length()) : plain)
            .replace("L" + prefix, "L");
  }

  String relocated(String internalName) {
    if (internalName.startsWith("[")) {
      return relocatedDescriptor(internalName);
    }
    return prefix.isEmpty() || internalName.startsWith("java/")
        ? internalName
        : prefix + internalName;
  }

  String relocatedDescriptor(String published) {
    if (prefix.isEmpty()) {
      return published;
    }
    // Not by a regular expression: class names have an L in them, and prefixes a dollar sign.
    StringBuilder relocated = new StringBuilder(published.length() + 2 * prefix.length());
    for (int at = 0; at < published.length(); at++) {
      char kind = published.charAt(at);
      relocated.append(kind);
      if (kind == 'L') {
        int end = published.indexOf(';', at);
        relocated.append(relocated(published.substring(at + 1, end))).append(';');
        at = end;
      }
    }
    return relocated.toString();
  }

  /** The slot of the last argument, which is a reference. */
  int lastArgument() {
    // The size counts this, whether or not there is one.
    int size = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
    return isStatic() ? size - 2 : size - 1;
  }

  /** What the verifier knows of the locals for as long as the method's arguments are in place. */
  Object[] arguments() {
    List<Object> locals = new ArrayList<>();
    if (!isStatic()) {
      locals.add(owner);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      locals.add(local(type));
    }
    return locals.toArray();
  }

  private static Object local(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
        return type.getDescriptor();
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
