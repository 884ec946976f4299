package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
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
}
