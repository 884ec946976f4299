package io.imdsguard.probes;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Another agent, whose transformer has each class of IMDS Guard's loaded while it is being defined,
 * as Datadog's does with a class whose nested one it looks at.
 */
public final class Curious implements ClassFileTransformer {
  private static final String LOADER = "io.imdsguard.agent.ImdsGuardAgent";
  private static final ThreadLocal<String> LOOKING_AT = new ThreadLocal<>();

  private Curious() {}

  public static void premain(String unused, Instrumentation instrumentation) {
    instrumentation.addTransformer(new Curious());
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
    if (loader == null
        || !loader.getClass().getName().equals(LOADER)
        || name.equals(LOOKING_AT.get())) {
      return null;
    }
    String outer = LOOKING_AT.get();
    LOOKING_AT.set(name);
    try {
      loader.loadClass(name.replace('/', '.'));
      System.out.println("CURIOUS loaded " + name);
    } catch (ClassNotFoundException | LinkageError e) {
      System.out.println("CURIOUS failed " + e);
    } finally {
      LOOKING_AT.set(outer);
    }
    return null;
  }
}
