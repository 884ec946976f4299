package io.imdsguard.caller;

import java.lang.reflect.Proxy;
import java.security.CodeSource;

/** Tells the JDK's own classes, and what the JDK makes at run time, from everybody else's. */
public final class JdkCode {
  private static final String[] BOOT_PACKAGES = {
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "com.sun.",
    "com.oracle.",
    "oracle.",
    "org.ietf.",
    "org.jcp.",
    "org.omg.",
    "org.w3c.",
    "org.xml.",
    "netscape.",
  };

  private static final String[] REFLECTION_LOADERS = {
    "jdk.internal.reflect.DelegatingClassLoader",
    "sun.reflect.DelegatingClassLoader",
    "sun.reflect.misc.MethodUtil",
  };

  private static final String APPLICATION_LOADER =
      "jdk.internal.loader.ClassLoaders$AppClassLoader";

  private static final ClassLoader PLATFORM = platform();

  private JdkCode() {}

  /**
   * Whether a frame of this class says nothing of who asked: the JDK, reflection, a proxy class.
   */
  static boolean owns(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    String name = type.getName();
    if (loader == null) {
      // Another agent's or -Xbootclasspath/a's classes are on the boot loader too.
      return hasBootPackage(name);
    }
    if (isPlatform(loader) || Proxy.isProxyClass(type)) {
      return true;
    }
    return isReflection(loader) || (isApplications(loader) && isInRuntimeImage(type));
  }

  /** Whether this is the platform loader, up to Java 8 the extension loader. */
  public static boolean isPlatform(ClassLoader loader) {
    return loader == PLATFORM;
  }

  private static boolean hasBootPackage(String name) {
    for (String prefix : BOOT_PACKAGES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether only reflection defines classes in this loader. A class alone may be called {@code
   * sun.reflect.Anything} by whoever has a loader of his own.
   */
  private static boolean isReflection(ClassLoader loader) {
    return isOneOf(loader, REFLECTION_LOADERS);
  }

  /** Whether this is the JDK's own loader for the application, which takes no other's classes. */
  private static boolean isApplications(ClassLoader loader) {
    return isOneOf(loader, APPLICATION_LOADER);
  }

  private static boolean isOneOf(ClassLoader loader, String... classNames) {
    Class<?> type = loader.getClass();
    if (type.getClassLoader() != null) {
      return false;
    }
    for (String name : classNames) {
      if (type.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * JDK modules that the application's loader defines have a code source such as jrt:/jdk.attach,
   * which another loader can give to any class.
   */
  private static boolean isInRuntimeImage(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source != null
        && source.getLocation() != null
        && source.getLocation().getProtocol().equals("jrt");
  }

  /** The last loader before the boot loader. */
  private static ClassLoader platform() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }
}
