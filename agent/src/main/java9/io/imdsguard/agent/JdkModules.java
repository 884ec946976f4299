package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The module system of JDK 9 and later; never loaded on Java 8. Its class file is Java 8's like all
 * others, but it calls what Java 8 does not have: by reflection the same would cost an
 * application's first connection several milliseconds from JDK 18 on, where reflection spins method
 * handles.
 */
final class JdkModules implements ModuleAccess {

  @Override
  public void open(Instrumentation instrumentation, String... opened) {
    Set<Module> own = Collections.singleton(JdkModules.class.getModule());
    Map<String, Set<Module>> opens = new HashMap<>();
    Set<String> there = Object.class.getModule().getPackages();
    for (String name : opened) {
      if (there.contains(name)) {
        opens.put(name, own);
      }
    }
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        opens,
        Collections.emptySet(),
        Collections.emptyMap());
  }

  @Override
  public Class<?> define(Class<?> neighbour, byte[] classFile) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(classFile);
  }

  @Override
  public void set(Class<?> owner, String field, Object value) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    // Each call with the field's own type: any other would spin an adapter.
    if (value instanceof long[]) {
      lookup.findStaticVarHandle(owner, field, long[].class).setVolatile((long[]) value);
    } else if (value instanceof int[]) {
      lookup.findStaticVarHandle(owner, field, int[].class).setVolatile((int[]) value);
    } else if (value instanceof InetAddress[]) {
      lookup
          .findStaticVarHandle(owner, field, InetAddress[].class)
          .setVolatile((InetAddress[]) value);
    } else if (value instanceof String[]) {
      lookup.findStaticVarHandle(owner, field, String[].class).setVolatile((String[]) value);
    } else if (value instanceof Boolean) {
      lookup.findStaticVarHandle(owner, field, boolean.class).setVolatile((boolean) value);
    } else {
      lookup
          .findStaticVarHandle(owner, field, InvocationHandler.class)
          .setVolatile((InvocationHandler) value);
    }
  }
}
