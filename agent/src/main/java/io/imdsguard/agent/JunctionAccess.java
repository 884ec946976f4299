package io.imdsguard.agent;

import io.imdsguard.metadata.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Puts {@link io.imdsguard.boot.Junction} into {@code java.base} and sets its state; the class
 * itself offers nothing to set it with.
 *
 * <p>Appending to the boot class path would print a warning from JDK 17 on, and naming the jar in a
 * {@code Boot-Class-Path} would switch the application's class data sharing off; defining the class
 * does neither.
 */
final class JunctionAccess {
  static final String SOURCE_PREFIX = "io/imdsguard/boot/";
  static final String RUNTIME_PREFIX = "java/net/ImdsGuard";
  private static final String JUNCTION = "Junction";
  private static final String CONTROLS = "Controls";
  private static final String ADDRESSES = "Addresses";
  private static final String HANDOVER = "Handover";
  private static final String RELAY = "Relay";
  private static final String WORKER = "Worker";
  private static final String WORKERS = "Workers";

  /**
   * What the agent needs of {@code java.base}: its sockets, and for {@code sts.JdkProviders} its
   * security providers.
   */
  private static final String[] OPENED = {
    "java.net",
    "sun.nio.ch",
    "sun.security.jca",
    "sun.security.provider",
    "sun.security.rsa",
    "sun.security.ec",
    "sun.security.ssl",
    "com.sun.net.ssl.internal.ssl",
    "com.sun.crypto.provider",
  };

  private final BiConsumer<String, Object> controls;
  private final Function<Object[], Thread> workers;

  /** {@code null} on Java 8. */
  private final ModuleAccess modules;

  private JunctionAccess(
      BiConsumer<String, Object> controls,
      Function<Object[], Thread> workers,
      ModuleAccess modules) {
    this.controls = controls;
    this.workers = workers;
    this.modules = modules;
  }

  static JunctionAccess define(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    ModuleAccess modules = open(instrumentation);
    // In this order: each may need those before it.
    define(modules, ADDRESSES);
    define(modules, JUNCTION);
    define(modules, HANDOVER);
    define(modules, RELAY);
    define(modules, WORKER);
    return new JunctionAccess(controls(modules), workers(modules), modules);
  }

  @SuppressWarnings("unchecked")
  private static BiConsumer<String, Object> controls(ModuleAccess modules)
      throws ReflectiveOperationException, IOException {
    return (BiConsumer<String, Object>) made(define(modules, CONTROLS));
  }

  @SuppressWarnings("unchecked")
  private static Function<Object[], Thread> workers(ModuleAccess modules)
      throws ReflectiveOperationException, IOException {
    return (Function<Object[], Thread>) made(define(modules, WORKERS));
  }

  private static Object made(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static Class<?> define(ModuleAccess modules, String name)
      throws ReflectiveOperationException, IOException {
    byte[] classFile = renamed(read(name));
    return modules == null
        ? UnsafeDefiner.define(RUNTIME_PREFIX + name, classFile)
        : modules.define(InetAddress.class, classFile);
  }

  /** What makes the agent's own threads: see {@code boot.Workers}. */
  Function<Object[], Thread> workers() {
    return workers;
  }

  /** Opens to the agent what it needs of {@code java.base}; {@code null} on Java 8. */
  static ModuleAccess open(Instrumentation instrumentation) throws ReflectiveOperationException {
    if (System.getProperty("java.specification.version").startsWith("1.")) {
      return null;
    }
    // By name: it is compiled after this class, against a newer Java.
    ModuleAccess modules =
        Class.forName("io.imdsguard.agent.JdkModules")
            .asSubclass(ModuleAccess.class)
            .getDeclaredConstructor()
            .newInstance();
    modules.open(instrumentation, OPENED);
    return modules;
  }

  /** Both names are of one length, and Latin-1 keeps every byte as it is. */
  static byte[] renamed(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1)
        .replace(SOURCE_PREFIX, RUNTIME_PREFIX)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in =
        JunctionAccess.class
            .getClassLoader()
            .getResourceAsStream(SOURCE_PREFIX + name + ".classdata")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  void handler(InvocationHandler handler) {
    controls.accept("handler", handler);
  }

  void names(String[] names) {
    controls.accept("names", names);
  }

  void shortAddresses(boolean guarded) {
    controls.accept("shortAddresses", guarded);
  }

  void equips(boolean some) {
    controls.accept("equips", some);
  }

  /** Opens what a child process's environment is made of, to the agent and to nobody else. */
  void openEnvironments(Instrumentation instrumentation) {
    if (modules != null) {
      modules.open(instrumentation, "java.lang");
    }
  }

  void settled(boolean settled) {
    controls.accept("settled", settled);
  }

  /**
   * Publishes the addresses that lead to the gate.
   *
   * @param endpoints the guarded endpoints, and the canary last once there is one
   * @param gates for each of them the instance that stands for the gate
   * @param ports for each of them the gate's port, or 0 while it is not open
   */
  void publish(List<Endpoint> endpoints, InetAddress[] gates, int[] ports) {
    long[] table = new long[3 * endpoints.size()];
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      byte[] bytes = endpoint.address().getAddress();
      boolean v6 = endpoint.address() instanceof Inet6Address;
      table[3 * i] = v6 ? word(bytes, 0, 8) : 0;
      table[3 * i + 1] = v6 ? word(bytes, 8, 8) : (0xffffL << 32) | word(bytes, 0, 4);
      table[3 * i + 2] = endpoint.port();
    }
    // The table last: whoever finds an entry in it finds its gate too.
    controls.accept("gatePorts", ports.clone());
    controls.accept("gates", gates.clone());
    controls.accept("guarded", table);
  }

  private static long word(byte[] bytes, int from, int length) {
    long word = 0;
    for (int i = from; i < from + length; i++) {
      word = (word << 8) | (bytes[i] & 0xff);
    }
    return word;
  }

  /** Java 8 has no way to define a class for the boot loader but this one. */
  private static final class UnsafeDefiner {
    static Class<?> define(String name, byte[] classFile) throws ReflectiveOperationException {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Method define =
          type.getMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ClassLoader.class,
              java.security.ProtectionDomain.class);
      return (Class<?>)
          define.invoke(instance.get(null), name, classFile, 0, classFile.length, null, null);
    }
  }
}
