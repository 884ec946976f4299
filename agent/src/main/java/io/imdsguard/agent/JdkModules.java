package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The module system of JDK 9 and later, by reflection because the agent is compiled for Java 8. */
final class JdkModules {
  private JdkModules() {}

  /** Opens packages of {@code java.base} to the agent's own loader, and to nobody else. */
  static void open(Instrumentation instrumentation, String... packages)
      throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Object base = getModule.invoke(Object.class);
    Object own = getModule.invoke(JdkModules.class);
    Map<String, Set<Object>> opens = new HashMap<>();
    for (String name : packages) {
      opens.put(name, Collections.singleton(own));
    }
    Instrumentation.class
        .getMethod(
            "redefineModule",
            Class.forName("java.lang.Module"),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            instrumentation,
            base,
            Collections.<Object>emptySet(),
            Collections.<String, Set<Object>>emptyMap(),
            opens,
            Collections.<Class<?>>emptySet(),
            Collections.<Class<?>, List<Class<?>>>emptyMap());
  }

  /** {@code MethodHandles.privateLookupIn(neighbour, lookup()).defineClass(classFile)}. */
  static Class<?> define(Class<?> neighbour, byte[] classFile) throws ReflectiveOperationException {
    Object lookup =
        MethodHandles.class
            .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
            .invoke(null, neighbour, MethodHandles.lookup());
    return (Class<?>)
        MethodHandles.Lookup.class
            .getMethod("defineClass", byte[].class)
            .invoke(lookup, (Object) classFile);
  }
}
