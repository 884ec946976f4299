package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;

/** What the agent needs of the module system of JDK 9 and later. */
interface ModuleAccess {

  /**
   * Opens packages, if {@code java.base} has them, to the agent's own loader, and to nobody else.
   */
  void open(Instrumentation instrumentation, String... opened);

  /**
   * Defines a class in {@code java.base}.
   *
   * @param neighbour a class of the package that the new class belongs to
   */
  Class<?> define(Class<?> neighbour, byte[] classFile) throws ReflectiveOperationException;
}
